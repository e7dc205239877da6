import { useEffect, useState } from 'react';
import { readStored, writeStored } from '../../lib/stored.ts';

const key = 'parley.invitation';
const session = () => sessionStorage;

/**
 * The secret behind the `#` of the link. It is taken out of the address bar at once, and kept in this
 * tab alone until it is used: signing in on the way leads through other pages.
 */
export function useInvitationToken(): string {
  const [token] = useState(() => {
    const given = window.location.hash.slice(1);
    if (given !== '') writeStored(session, key, given);
    return given === '' ? (readStored(session, key) ?? '') : given;
  });
  useEffect(() => {
    const { pathname, search, hash } = window.location;
    if (hash !== '') window.history.replaceState(window.history.state, '', pathname + search);
  }, []);
  return token;
}

export function forgetInvitation(): void {
  writeStored(session, key, null);
}
