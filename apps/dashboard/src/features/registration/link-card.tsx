import { buttonClass } from '@platform/ui/button';
import { Notice } from '@platform/ui/notice';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { readError } from '../../api/api-error.ts';
import { type TextId, useTexts } from '../../texts/use-texts.tsx';
import { AuthFailure } from '../auth/auth-failure.tsx';

/**
 * The secret behind the `#` of the page's address. It is taken out of the address bar and the history
 * at once, so that it is neither photographed nor found later. Opening the page uses nothing up.
 */
export function useLinkToken(): string {
  const [token] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    const { pathname, search, hash } = window.location;
    if (hash !== '') window.history.replaceState(window.history.state, '', pathname + search);
  }, []);
  return token;
}

export const isWholeToken = (token: string): boolean => /^[\w-]{20,100}$/.test(token);

/** Trying again cannot help: the link was used, replaced, or is too old. */
export const isLinkOver = (error: unknown): boolean => readError(error).code === 'NOT_FOUND';

/** What went wrong with a link, or with what it was used for. */
export function LinkFailure(props: { error: unknown; otherwise: TextId }) {
  const t = useTexts();
  if (!isLinkOver(props.error)) return <AuthFailure {...props} />;
  return (
    <Notice tone="danger" title={t('link.over')}>
      {t('link.overDetail')}
    </Notice>
  );
}

export function LinkMissing() {
  const t = useTexts();
  return (
    <Notice tone="danger" title={t('link.missing')}>
      {t('link.missingDetail')}
    </Notice>
  );
}

export function SignInLink() {
  const t = useTexts();
  return (
    <Link to="/sign-in" className={buttonClass('primary', 'lg')}>
      {t('auth.toSignInButton')}
    </Link>
  );
}
