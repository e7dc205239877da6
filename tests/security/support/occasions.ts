import { createStates, type TestMember, until } from '@platform/api/testing';
import { linkFor } from '@platform/api/testing/mailbox';
import { newId } from '@platform/shared/ids';
import { URI } from 'otpauth';
import type { RequestHeaders } from './call.ts';
import { askAsVisitor, type House } from './house.ts';
import type { Ids } from './sample-input.ts';
import { openSession, password } from './session.ts';

/** The moment in which a procedure has something to do: who calls it, with what, about which rows. */
export interface Occasion {
  readonly ids?: Partial<Ids>;
  /** What stands in the input besides, or instead. */
  readonly input?: object;
  readonly headers?: RequestHeaders;
  /** Where the entry must be, when it is not the workspace of the house. */
  readonly tenantId?: string;
  /** Whose entry it is, when it is not a person's. */
  readonly actorKind?: 'anonymous';
}

type MakeOccasion = (house: House) => Promise<Occasion>;
type InOwnWorkspace = (who: TestMember, house: House) => Promise<Occasion> | Occasion;

/** By somebody new, in a workspace of their own. */
const bySomebody =
  (make: InOwnWorkspace): MakeOccasion =>
  async (house) => {
    const who = await house.test.signUp('Spare');
    const { tenantId } = who;
    const occasion = await make(who, house);
    return { headers: who.headers(), tenantId, ...occasion };
  };
/** By the owner of the house, about rows made for it. */
const byOwner =
  (make: InOwnWorkspace): MakeOccasion =>
  async (house) =>
    make(house.team.owner, house);

const stepMs = 30_000;
/** A second factor that is not confirmed yet. */
async function setUpFactor(who: TestMember) {
  const { uri } = await who.api.account.startSecondFactor.mutate();
  const totp = URI.parse(uri);
  const codeAt = (steps: number) =>
    totp.generate({ timestamp: Date.now() + steps * stepMs } as never);
  return {
    codeAt,
    confirm: () => who.api.account.confirmSecondFactor.mutate({ code: codeAt(0) }),
  };
}
const withFactor = bySomebody(async (who) => {
  const { me } = await (await setUpFactor(who)).confirm();
  return { headers: { ...who.headers(), 'x-csrf-token': me.csrfToken ?? '' } };
});
const invitationLink = async ({ team }: House) => {
  const { link } = await team.owner.api.team.invite.mutate({ role: 'agent', email: null });
  return link?.split('#')[1] ?? '';
};
const invitationOf = byOwner(async ({ api }) => {
  const email = `${newId('user')}@example.com`;
  const { invitation } = await api.team.invite.mutate({ role: 'viewer', email });
  return { ids: { invitationId: invitation.id } };
});
const newKey = byOwner(async ({ api }) => {
  const made = await api.keys.create.mutate({
    name: 'Program',
    kind: 'secret',
    scopes: ['workspace.read'],
    expiresInDays: null,
  });
  return { ids: { keyId: made.apiKey.id } };
});
const newMember = byOwner(async (owner, { test }) => ({
  ids: { userId: (await test.join(owner, 'viewer')).userId },
  input: { role: 'agent' },
}));
const conversation = (before?: 'takeOver' | 'resolve'): MakeOccasion =>
  byOwner(async ({ api }, { visitor }) => {
    const { conversationId } = await askAsVisitor(visitor);
    if (before !== undefined) await api.conversations[before].mutate({ conversationId });
    return { ids: { conversationId } };
  });
const widgetWithSecrets = (count: number): MakeOccasion =>
  byOwner(async (owner, { test }) => {
    const widgetId = await test.createWidget(owner);
    for (let each = 0; each < count; each += 1) {
      await owner.api.widgets.addIdentitySecret.mutate({ widgetId });
    }
    return { ids: { widgetId } };
  });
const aVisitor = byOwner(async (_owner, { test, ids }) => ({
  ids: { visitorId: (await test.visit(ids.widgetId)).visitorId },
}));
/** A provider that has proved its domain and was tried, as it stands after the setting up. */
const withProvider = (required: boolean): MakeOccasion =>
  bySomebody(async (who, { test }) => {
    await createStates(test.platform).provider(who.tenantId, required ? who.userId : null);
    return { ids: { userId: who.userId } };
  });
const ofLink = (template: string, path?: (who: TestMember) => Promise<unknown>): MakeOccasion =>
  bySomebody(async (who, { test }) => {
    await path?.(who);
    const email = template === 'change-email' ? `new-${who.email}` : who.email;
    const token = await linkFor(test, email, template);
    return { input: { token, password: 'seven quiet lanterns, far off' }, headers: {} };
  });

export const occasions: Readonly<Record<string, MakeOccasion>> = {
  'auth.signUp': async ({ test }) => ({
    input: { email: `${newId('user')}@example.com`, password },
    headers: { origin: test.origin },
  }),
  'auth.signIn': bySomebody(({ email }, { test }) => ({
    input: { email, password },
    headers: { origin: test.origin },
  })),
  'auth.verifySecondFactor': bySomebody(async (who, { test }) => {
    const { codeAt, confirm } = await setUpFactor(who);
    await confirm();
    // The present step is used up, and the next one is within the window.
    return { headers: await openSession(test.origin, who), input: { code: codeAt(1) } };
  }),
  'auth.signOut': bySomebody(() => ({})),
  'registration.verifyEmail': ofLink('verify-email'),
  'registration.resetPassword': ofLink('reset-password', ({ api, email }) =>
    api.registration.requestPasswordReset.mutate({ email }),
  ),
  'registration.confirmEmailChange': ofLink('change-email', ({ api, email }) =>
    api.account.requestEmailChange.mutate({ email: `new-${email}` }),
  ),
  'account.stepUp': bySomebody(() => ({ input: { password } })),
  'account.confirmSecondFactor': bySomebody(async (who) => ({
    input: { code: (await setUpFactor(who)).codeAt(0) },
  })),
  'account.disableSecondFactor': withFactor,
  'account.renewRecoveryCodes': withFactor,
  'account.endSession': bySomebody(async (who, { test }) => {
    await openSession(test.origin, who);
    const { sessions } = await who.api.account.sessions.query();
    return { ids: { sessionId: sessions.find(({ current }) => !current)?.id ?? '' } };
  }),
  'account.endOtherSessions': bySomebody(() => ({})),
  'account.rename': bySomebody(() => ({})),
  'account.requestEmailChange': bySomebody(({ email }) => ({ input: { email: `new-${email}` } })),
  'account.changePassword': bySomebody(() => ({
    input: { currentPassword: password, newPassword: 'seven quiet lanterns, far off' },
  })),
  'workspaces.updateSecurity': bySomebody(() => ({ input: { mfaRequired: false } })),
  'workspaces.create': bySomebody(() => ({})),
  'team.changeRole': newMember,
  'team.remove': newMember,
  'team.leave': async ({ test, team }) => ({
    headers: (await test.join(team.owner, 'agent')).headers(),
  }),
  'team.transferOwnership': bySomebody(async (who, { test }) => ({
    ids: { userId: (await test.join(who, 'admin')).userId },
  })),
  'team.invite': byOwner(() => ({
    input: { role: 'viewer', email: `${newId('user')}@example.com` },
  })),
  'team.renewInvitation': invitationOf,
  'team.revokeInvitation': invitationOf,
  'invitations.accept': async (house) => ({
    headers: (await house.test.signUp('Own')).headers(),
    input: { token: await invitationLink(house) },
  }),
  'invitations.signUp': async (house) => ({
    headers: {},
    input: {
      token: await invitationLink(house),
      email: `${newId('user')}@example.com`,
      password,
    },
  }),
  'sso.require': withProvider(false),
  'sso.relax': withProvider(true),
  'sso.remove': withProvider(false),
  'keys.rotate': newKey,
  'keys.revoke': newKey,
  'knowledge.retry': byOwner(async (owner, { test }) => {
    const body = new FormData();
    body.append('file', new Blob([`%PDF-1.7 ${newId('event')}`]), 'broken.pdf');
    const headers = owner.headers();
    await fetch(`${test.origin}/upload/documents`, { method: 'POST', headers, body });
    const { items } = await until(
      () => owner.api.knowledge.list.query({ state: 'failed' }),
      (page) => page.items.length > 0,
    );
    return { ids: { documentId: items[0]?.id ?? '' } };
  }),
  'knowledge.remove': byOwner(async ({ api }) => {
    const text = `Spare ${newId('event')}`;
    return {
      ids: { documentId: (await api.knowledge.addText.mutate({ title: 'Spare', text })).id },
    };
  }),
  'assistants.remove': byOwner(async ({ api }) => ({
    ids: { assistantId: (await api.assistants.create.mutate({ name: 'Spare' })).id },
  })),
  'widgets.remove': widgetWithSecrets(0),
  'widgets.addIdentitySecret': widgetWithSecrets(0),
  'widgets.retireIdentitySecret': widgetWithSecrets(2),
  'widgets.requireIdentity': widgetWithSecrets(1),
  'conversations.putToWait': conversation(),
  'conversations.takeOver': conversation(),
  'conversations.resolve': conversation(),
  'conversations.handBack': conversation('takeOver'),
  'conversations.reopen': conversation('resolve'),
  'conversations.reply': conversation('takeOver'),
  'conversations.askPreview': byOwner(async ({ api }, { ids: { assistantId } }) => ({
    ids: { conversationId: (await api.conversations.startPreview.mutate({ assistantId })).id },
  })),
  'data.exportMine': bySomebody(() => ({})),
  'data.exportWorkspace': bySomebody(() => ({})),
  'data.exportVisitor': aVisitor,
  'data.removeExport': bySomebody(async ({ api }) => {
    const { id } = await api.data.exportMine.mutate();
    await until(
      () => api.data.exports.query(),
      ({ exports }) => exports[0]?.state === 'ready',
    );
    return { ids: { exportId: id } };
  }),
  'data.eraseVisitor': aVisitor,
  'data.eraseWorkspace': bySomebody(() => ({ input: { name: 'Spare' } })),
  'data.cancelErasure': bySomebody(async ({ api }) => ({
    ids: { erasureId: (await api.data.eraseWorkspace.mutate({ name: 'Spare' })).id },
  })),
  // Whoever owns a workspace has to part with it first; this one came by an invitation.
  'data.eraseAccount': async (house) => {
    const { test, team } = house;
    const email = `${newId('user')}@example.com`;
    const token = await invitationLink(house);
    await test.anonymous({ origin: test.origin }).invitations.signUp.mutate({
      token,
      name: 'Grace',
      email,
      password,
    });
    const { tenantId } = team.owner;
    return { headers: await openSession(test.origin, { email, tenantId }), input: { email } };
  },
  'data.setRetention': bySomebody(() => ({})),
};
