import { PlatformError } from '@platform/api-contract/errors';
import type { Database, IdentityTx, TenantTx } from '@platform/db';
import { newId } from '@platform/shared/ids';
import { foundWorkspace } from '../accounts.queries.ts';
import { type Client, openSession } from '../open-session.ts';
import type { Sealer } from '../sealing.ts';
import { joinWorkspace, markTested, type SsoConnection } from '../sso/sso-connections.queries.ts';
import { decideLink, type LinkDecision } from './decide-link.ts';
import {
  findAccountOwner,
  findUserOfEmail,
  insertAccount,
  insertVouchedUser,
  touchAccount,
} from './external-accounts.queries.ts';
import type { ProviderProfile, SignInProvider } from './provider.ts';

export interface ProviderEntry {
  readonly token: string;
  readonly userId: string;
  /** A workspace of their own, for who is new and comes through none. */
  readonly founded: { readonly tenantId: string; readonly name: string } | null;
}

interface Entering {
  readonly provider: SignInProvider;
  readonly profile: ProviderProfile;
  /** The workspace's connection, when they come through one. */
  readonly connection: SsoConnection | null;
  /** They join the workspace that invited them next, and found none. */
  readonly invited: boolean;
  readonly client: Client;
  onJoined(tx: TenantTx, member: { tenantId: string; userId: string }): Promise<void>;
}

/**
 * Opens the session of who a provider vouches for: finds, links or makes their account as `decideLink`
 * says, and makes them a member of the workspace whose provider it is. Throws CONFLICT in words where
 * nobody may be signed in.
 */
export async function enterByProvider(
  services: {
    readonly db: Database;
    readonly sealer: Pick<Sealer, 'seal'>;
    readonly signUp: 'open' | 'closed';
  },
  entering: Entering,
): Promise<ProviderEntry> {
  const { db, sealer } = services;
  const { provider, profile, connection, client, onJoined } = entering;
  const person = await db.identity(null, async (tx) => {
    const linkedUserId = await findAccountOwner(tx, accountOf(provider, profile));
    const userOfEmail = profile.email === null ? null : await findUserOfEmail(tx, profile.email);
    const decision = decideLink(profile, { linkedUserId, userOfEmail });
    return settle(tx, decision, entering, services.signUp);
  });
  if (connection !== null) {
    const { tenantId, defaultRole: role } = connection;
    const member = { userId: person.userId, name: profile.name, email: profile.email ?? '', role };
    await db.tenant(tenantId, async (tx) => {
      const joined = await joinWorkspace(tx, tenantId, member);
      await markTested(tx, connection);
      if (joined) await onJoined(tx, { tenantId, userId: person.userId });
    });
  }
  const token = await db.identity(null, (tx) =>
    openSession(
      tx,
      connection === null
        ? { userId: person.userId, method: 'oauth' }
        : { userId: person.userId, method: 'sso', ssoConnectionId: connection.id },
      client,
      sealer,
    ),
  );
  return { token, ...person };
}

const accountOf = ({ key }: SignInProvider, { subject }: ProviderProfile) => ({
  provider: key,
  subject,
});
const labelOf = ({ email, name }: ProviderProfile) => email ?? name;

async function settle(
  tx: IdentityTx,
  decision: LinkDecision,
  { provider, profile, connection, invited }: Entering,
  signUp: 'open' | 'closed',
): Promise<Omit<ProviderEntry, 'token'>> {
  const account = accountOf(provider, profile);
  const label = labelOf(profile);
  switch (decision.kind) {
    case 'enter':
      await touchAccount(tx, account, label);
      return { userId: decision.userId, founded: null };
    case 'link':
      await insertAccount(tx, { ...account, userId: decision.userId, label });
      return { userId: decision.userId, founded: null };
    case 'refuse':
      throw refusal(decision.because, provider, profile);
    case 'create': {
      if (signUp === 'closed' && connection === null && !invited) {
        throw new PlatformError(
          'CONFLICT',
          'There is no account for you here, and new ones come by invitation. Ask your team for one.',
        );
      }
      const user = { id: newId('user'), name: profile.name, email: decision.email };
      const isNew = await insertVouchedUser(tx, user);
      // Twice at the same moment: the other one has made the account, and this one starts over.
      if (!isNew || !(await insertAccount(tx, { ...account, userId: user.id, label }))) {
        throw new PlatformError('CONFLICT', 'This was done at the same moment. Try again.');
      }
      if (connection !== null || invited) return { userId: user.id, founded: null };
      const name = `${profile.name}’s workspace`.slice(0, 100);
      return {
        userId: user.id,
        founded: { tenantId: await foundWorkspace(tx, user, name), name },
      };
    }
  }
}

function refusal(
  because: 'unproved-there' | 'unproved-here',
  { name }: SignInProvider,
  { email }: ProviderProfile,
): PlatformError {
  return because === 'unproved-there'
    ? new PlatformError(
        'CONFLICT',
        `${name} does not say that your address is confirmed. Sign in with your password, then link ${name} in your settings.`,
      )
    : new PlatformError(
        'CONFLICT',
        `The account of ${email} has not confirmed its address yet. Sign in with its password and confirm it, or reset the password; then link ${name} in your settings.`,
      );
}

/** Adds a way in to the account of who is signed in. Throws CONFLICT when it is another account's. */
export async function linkProvider(
  db: Database,
  link: { userId: string; provider: SignInProvider; profile: ProviderProfile },
): Promise<void> {
  const { userId, provider, profile } = link;
  const account = accountOf(provider, profile);
  await db.identity(null, async (tx) => {
    const owner = await findAccountOwner(tx, account);
    if (owner === userId) return touchAccount(tx, account, labelOf(profile));
    const added =
      owner === null && (await insertAccount(tx, { ...account, userId, label: labelOf(profile) }));
    if (!added) {
      throw new PlatformError(
        'CONFLICT',
        `This account at ${provider.name} belongs to somebody else here. Nothing was linked.`,
      );
    }
  });
}
