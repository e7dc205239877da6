import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../testing/browser.ts';
import { startTestPlatform, type TestPlatform } from '../../testing/index.ts';
import { linkFor, mailsFor } from '../../testing/mailbox.ts';

const password = 'seven green glass doors';
const refusedWith = (error: string) => ({ data: { error } });

describe('invitations where addresses are proved first', () => {
  let test: TestPlatform;
  let owner: ReturnType<typeof openBrowser>;
  beforeAll(async () => {
    test = await startTestPlatform('embedded', { EMAIL_VERIFICATION: 'required' });
    const email = `${newId('user')}@example.com`;
    owner = openBrowser(test.origin);
    await owner.api.auth.signUp.mutate({ name: 'Ada', email, password, workspaceName: 'Acme' });
    const token = await linkFor(test, email, 'verify-email');
    await owner.api.registration.verifyEmail.mutate({ token });
    owner.accept(await owner.api.auth.signIn.mutate({ email, password }));
  });
  afterAll(() => test.close());

  const inviteByLink = async () => {
    const { link } = await owner.api.team.invite.mutate({
      role: 'agent',
      email: null,
      maxUses: 10,
    });
    return link?.split('#')[1] ?? '';
  };

  it('[A19][ASVS 6.3.8] the holder of a link cannot find out who has an account', async () => {
    const token = await inviteByLink();
    const email = `${newId('user')}@example.com`;
    const join = () =>
      openBrowser(test.origin).api.invitations.signUp.mutate({
        token,
        name: 'Bob',
        password,
        email,
      });
    const first = await join();
    expect(first).toEqual({ user: null, mfaPending: false, memberships: [], csrfToken: null });
    expect(await join()).toEqual(first);
    expect((await mailsFor(test, email)).map(({ template }) => template).toSorted()).toEqual([
      'account-exists',
      'verify-email',
    ]);
    const { members } = await owner.api.workspaces.members.query();
    expect(members.filter((member) => member.email === email)).toHaveLength(1);
  });

  it('who joined by a link enters once the address is proved', async () => {
    const token = await inviteByLink();
    const email = `${newId('user')}@example.com`;
    const bob = openBrowser(test.origin);
    await bob.api.invitations.signUp.mutate({ token, name: 'Bob', password, email });
    const waiting = bob.accept(await bob.api.auth.signIn.mutate({ email, password }));
    expect(waiting.memberships).toMatchObject([{ restriction: 'email-unverified' }]);
    await expect(bob.api.workspaces.get.query()).rejects.toMatchObject(
      refusedWith('EMAIL_UNVERIFIED'),
    );
    const proof = await linkFor(test, email, 'verify-email');
    await bob.api.registration.verifyEmail.mutate({ token: proof });
    expect((await bob.api.workspaces.get.query()).name).toBe('Acme');
  });

  it('a mailed invitation is the proof itself', async () => {
    const email = `${newId('user')}@example.com`;
    await owner.api.team.invite.mutate({ role: 'agent', email });
    const token = await linkFor(test, email, 'invitation');
    const bob = openBrowser(test.origin);
    const me = bob.accept(
      await bob.api.invitations.signUp.mutate({ token, name: 'Bob', password }),
    );
    expect(me).toMatchObject({
      user: { email, emailVerified: true },
      memberships: [{ restriction: null }],
    });
    expect((await bob.api.workspaces.get.query()).name).toBe('Acme');
  });

  it('a weak password is refused before anything is made', async () => {
    const email = `${newId('user')}@example.com`;
    await owner.api.team.invite.mutate({ role: 'agent', email });
    const token = await linkFor(test, email, 'invitation');
    const { api } = openBrowser(test.origin);
    await expect(
      api.invitations.signUp.mutate({ token, name: 'Bob', password: 'password12345' }),
    ).rejects.toMatchObject(refusedWith('INVALID_INPUT'));
    await expect(api.invitations.preview.mutate({ token })).resolves.toMatchObject({ email });
  });
});
