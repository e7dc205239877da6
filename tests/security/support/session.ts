import type { TestMember } from '@platform/api/testing';
import { call, type RequestHeaders } from './call.ts';

/** What every person of a test platform signed up with. */
export const password = 'correct horse battery staple';

/** Signs in by hand, in a further session that may be ended without ending the member's own. */
export async function openSession(
  origin: string,
  who: Pick<TestMember, 'email' | 'tenantId'>,
): Promise<RequestHeaders> {
  const signIn = { path: 'auth.signIn', kind: 'mutation' } as const;
  const answer = await call(origin, signIn, { email: who.email, password }, { origin });
  const { result } = JSON.parse(answer.text) as { result: { data: { csrfToken: string } } };
  const [cookie = ''] = answer.headers.getSetCookie();
  return {
    origin,
    cookie: cookie.split(';')[0] ?? '',
    'x-csrf-token': result.data.csrfToken,
    'x-workspace': who.tenantId,
  };
}
