import { PlatformError } from '@platform/api-contract/errors';
import type { Database, TenantTx } from '@platform/db';
import type { GuardedFetch } from '@platform/net';
import * as oauth from 'oauth4webapi';
import type { UserActor } from '../actor.ts';
import type { Client } from '../open-session.ts';
import type { Sealer } from '../sealing.ts';
import { createSsoProvider, domainOf } from '../sso/sso-connection.ts';
import {
  findConnection,
  findConnectionOfDomain,
  markTested,
  type SsoConnection,
} from '../sso/sso-connections.queries.ts';
import { openInvitation } from '../team/invitations.ts';
import { enterByProvider, linkProvider, type ProviderEntry } from './enter-by-provider.ts';
import type { KnownProviderId } from './known-providers.ts';
import { newHandshake } from './protocol.ts';
import { ProviderAnswerError, type ProviderProfile, type SignInProvider } from './provider.ts';
import { openSignInState, type SignInState, sealSignInState } from './sign-in-state.ts';

export interface ProviderSignInServices {
  readonly db: Database;
  readonly sealer: Pick<Sealer, 'seal' | 'open'>;
  readonly known: ReadonlyMap<KnownProviderId, SignInProvider>;
  /** For the addresses that workspaces name. */
  readonly fetch: GuardedFetch;
  readonly signUp: 'open' | 'closed';
  /** Where providers send people back to; the only place, made of our own origin. */
  redirectUri(): string;
}

/** Where the browser goes, and what it must bring back in a cookie that no script reads. */
export interface Departure {
  readonly url: string;
  readonly state: string;
}

type Purpose = SignInState['purpose'];

export type Arrival =
  | ({ readonly outcome: 'signed-in'; readonly next: string | undefined } & ProviderEntry)
  | { readonly outcome: 'linked'; readonly provider: string; readonly userId: string }
  | {
      readonly outcome: 'tested';
      readonly tenantId: string;
      readonly profile: ProviderProfile;
      readonly domainFits: boolean;
    };

const over = () =>
  new PlatformError(
    'CONFLICT',
    'This sign-in took too long, was used before, or began in another browser. Start again.',
  );

/** To a provider the operator has keys for. Throws CONFLICT for one without. */
export function departToKnown(
  services: ProviderSignInServices,
  id: KnownProviderId,
  purpose: Purpose,
): Promise<Departure> {
  const provider = services.known.get(id);
  if (provider === undefined) {
    throw new PlatformError('CONFLICT', 'This way to sign in is not set up here.');
  }
  return depart(services, provider, { kind: 'known', id }, purpose);
}

/**
 * To the provider of the workspace that has proved the domain of an address. Throws CONFLICT for a
 * domain that nobody has, which says nothing of who has an account.
 */
export async function departByEmail(
  services: ProviderSignInServices,
  email: string,
  purpose: Purpose,
): Promise<Departure> {
  const connection = await findConnectionByEmail(services.db, email);
  if (connection === null) {
    throw new PlatformError('CONFLICT', `Single sign-on is not set up for ${domainOf(email)}.`);
  }
  return departToConnection(services, connection, purpose, email);
}

/** The connection of the workspace that has proved the domain of an address. */
export const findConnectionByEmail = (db: Database, email: string): Promise<SsoConnection | null> =>
  db.identity({ kind: 'text', text: domainOf(email) }, (tx) => findConnectionOfDomain(tx));

export function departToConnection(
  services: ProviderSignInServices,
  connection: SsoConnection,
  purpose: Purpose,
  hint?: string,
): Promise<Departure> {
  const { tenantId, id: connectionId } = connection;
  const provider = createSsoProvider(connection, services);
  return depart(services, provider, { kind: 'sso', tenantId, connectionId }, purpose, hint);
}

async function depart(
  { sealer, redirectUri }: ProviderSignInServices,
  provider: SignInProvider,
  named: SignInState['provider'],
  purpose: Purpose,
  hint?: string,
): Promise<Departure> {
  const handshake = newHandshake();
  const url = await provider.authorizationUrl(handshake, redirectUri(), hint);
  return { url: url.href, state: sealSignInState(sealer, { provider: named, purpose, handshake }) };
}

/**
 * What comes of a browser that is back from a provider. Its cookie must hold the handshake of the very
 * answer, so that nobody is signed in with an answer that another browser got; what is for a session is
 * for that session. Throws CONFLICT in words for a person. `onJoined` runs in the transaction that makes
 * somebody a member.
 */
export async function arrive(
  services: ProviderSignInServices,
  came: {
    readonly callback: URLSearchParams;
    readonly state: string | undefined;
    readonly actor: UserActor | null;
    readonly client: Client;
    onJoined(tx: TenantTx, member: { tenantId: string; userId: string }): Promise<void>;
  },
): Promise<Arrival> {
  const state = openSignInState(services.sealer, came.state);
  if (state === null) throw over();
  const { purpose, handshake } = state;
  if (purpose.kind !== 'sign-in' && came.actor?.sessionId !== purpose.sessionId) throw over();
  const { provider, connection } = await findProvider(services, state, purpose);
  const profile = await provider
    .readProfile(came.callback, handshake, services.redirectUri())
    .catch((error: unknown) => {
      throw inWords(error, provider);
    });
  const domainFits =
    connection === null ||
    (profile.email !== null && domainOf(profile.email) === connection.domain);

  if (purpose.kind === 'test' && connection !== null) {
    await services.db.tenant(connection.tenantId, (tx) => markTested(tx, connection));
    return { outcome: 'tested', tenantId: connection.tenantId, profile, domainFits };
  }
  if (!domainFits) {
    throw new PlatformError(
      'CONFLICT',
      `The provider of ${provider.name} answered with an address of another domain. Nobody was signed in.`,
    );
  }
  if (purpose.kind === 'link') {
    const { userId = '' } = came.actor ?? {};
    await linkProvider(services.db, { userId, provider, profile });
    return { outcome: 'linked', provider: provider.key, userId };
  }
  const entry = await enterByProvider(services, {
    provider,
    profile,
    connection,
    invited: await isInvited(services.db, purpose, profile),
    client: came.client,
    onJoined: came.onJoined,
  });
  const next = purpose.kind === 'sign-in' ? purpose.next : undefined;
  return { outcome: 'signed-in', next, ...entry };
}

/** Whether they come by an invitation that is open, and not somebody else's. */
async function isInvited(
  db: Database,
  purpose: Purpose,
  { email }: ProviderProfile,
): Promise<boolean> {
  if (purpose.kind !== 'sign-in' || purpose.invitation === undefined) return false;
  try {
    const { preview } = await openInvitation(db, purpose.invitation);
    return preview.email === null || preview.email === email;
  } catch (error) {
    if (error instanceof PlatformError && error.code === 'NOT_FOUND') return false;
    throw error;
  }
}

/** The provider as it is now: a connection that was changed meanwhile is another one. */
async function findProvider(
  services: ProviderSignInServices,
  { provider: named }: SignInState,
  purpose: Purpose,
): Promise<{ provider: SignInProvider; connection: SsoConnection | null }> {
  if (named.kind === 'known') {
    const provider = services.known.get(named.id);
    if (provider === undefined) throw over();
    return { provider, connection: null };
  }
  const connection = await services.db.tenant(named.tenantId, (tx) =>
    findConnection(tx, named.tenantId),
  );
  const same = connection !== null && connection.id === named.connectionId;
  if (!same || (connection.domainVerifiedAt === null && purpose.kind !== 'test')) throw over();
  return { provider: createSsoProvider(connection, services), connection };
}

function inWords(error: unknown, { name }: SignInProvider): unknown {
  if (!(error instanceof ProviderAnswerError)) return error;
  const { cause } = error;
  if (cause instanceof oauth.AuthorizationResponseError) {
    return new PlatformError(
      'CONFLICT',
      `You were not signed in at ${name}. Nothing was changed.`,
      {
        cause: error,
      },
    );
  }
  return new PlatformError(
    'CONFLICT',
    `The answer of ${name} could not be trusted, and was not used. Start again.`,
    { cause: error },
  );
}
