import { randomBytes } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { PlatformError } from '@platform/api-contract/errors';
import type { TenantTx } from '@platform/db';
import type { GuardedFetch } from '@platform/net';
import { uuidv7 } from '@platform/shared/ids';
import { createOidcProvider, provesByEdov } from '../providers/oidc-provider.ts';
import type { SignInProvider } from '../providers/provider.ts';
import type { Sealer } from '../sealing.ts';
import { isUniqueViolation } from '../unique-violation.ts';
import {
  changeConnection,
  deleteConnection,
  findConnection,
  findRole,
  readRequirement,
  replaceConnection,
  type SsoConnection,
  writeRequirement,
} from './sso-connections.queries.ts';

export interface SsoSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent: the one that is kept stays, as long as the issuer does. */
  readonly clientSecret?: string | undefined;
  readonly domain: string;
  readonly defaultRole: SsoConnection['defaultRole'];
}

/** A secret is sealed for its issuer: with another one in its row it does not even open. [A4] */
const contextOf = ({ tenantId, id, issuer }: Pick<SsoConnection, 'tenantId' | 'id' | 'issuer'>) =>
  `sso ${tenantId} ${id} ${issuer}`;

export const domainRecordOf = ({ domainToken }: Pick<SsoConnection, 'domainToken'>): string =>
  `parley-verification=${domainToken}`;

/**
 * Keeps the settings of a workspace's provider. Another issuer is another connection: its secret, the
 * proof of the domain, the test and the linked accounts of the former one do not pass to it. Another
 * domain has to be proved. Throws CONFLICT while members depend on it, and INVALID_INPUT for a domain
 * that is none.
 */
export async function saveConnection(
  tx: TenantTx,
  sealer: Pick<Sealer, 'seal'>,
  tenantId: string,
  settings: SsoSettings,
): Promise<{ before: SsoConnection | null; after: SsoConnection }> {
  const before = await findConnection(tx, tenantId);
  const { issuer, clientId, clientSecret, defaultRole } = settings;
  const domain = readDomain(settings.domain);
  const sameIssuer = before !== null && before.issuer === issuer;
  const sameDomain = sameIssuer && before.domain === domain;
  if (!sameDomain && (await isRequired(tx, tenantId))) {
    throw new PlatformError(
      'CONFLICT',
      'Members can only come in through this provider. Make it optional before changing the issuer or the domain.',
    );
  }
  const now = new Date();
  const kept: SsoConnection = sameIssuer
    ? before
    : {
        tenantId,
        id: uuidv7(),
        issuer,
        clientId,
        sealedSecret: null,
        domain,
        domainToken: newDomainToken(),
        domainVerifiedAt: null,
        defaultRole,
        testedAt: null,
        createdAt: now,
        updatedAt: now,
      };
  const after: SsoConnection = {
    ...kept,
    clientId,
    defaultRole,
    domain,
    ...(sameDomain ? {} : { domainToken: newDomainToken(), domainVerifiedAt: null }),
    ...(clientSecret === undefined
      ? {}
      : { sealedSecret: sealer.seal(clientSecret, contextOf(kept)) }),
    updatedAt: now,
  };
  await replaceConnection(tx, after);
  return { before, after };
}

const newDomainToken = (): string => randomBytes(18).toString('base64url');

function readDomain(given: string): string {
  const name = given.trim().toLowerCase();
  // The function reads an address and keeps its host; only a bare name is meant.
  const domain = /[\s@/\\:?#%]/.test(name) ? '' : domainToASCII(name);
  if (
    !/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(
      domain,
    )
  ) {
    throw new PlatformError(
      'INVALID_INPUT',
      'The domain must be like acme.com, without @ and path.',
    );
  }
  return domain;
}

/** The part of an address behind the @, in the form in which domains are kept. */
export const domainOf = (email: string): string =>
  domainToASCII(email.slice(email.lastIndexOf('@') + 1).toLowerCase());

/**
 * Notes that the domain is the workspace's when its TXT records say so. Throws CONFLICT when they do
 * not, or when another workspace has proved it before.
 */
export async function proveDomain(
  tx: TenantTx,
  tenantId: string,
  found: { connectionId: string; domain: string; records: readonly string[] },
): Promise<SsoConnection> {
  const connection = await getConnection(tx, tenantId);
  const asked = connection.id === found.connectionId && connection.domain === found.domain;
  if (!asked || !found.records.includes(domainRecordOf(connection))) {
    throw new PlatformError(
      'CONFLICT',
      `The record was not found at ${connection.domain}. It can take an hour until a new one is seen everywhere.`,
    );
  }
  try {
    await changeConnection(tx, tenantId, { domainVerifiedAt: new Date() });
  } catch (cause) {
    if (!isUniqueViolation(cause)) throw cause;
    throw new PlatformError('CONFLICT', 'Another workspace has verified this domain.', { cause });
  }
  return connection;
}

/** Throws CONFLICT where no provider is set up. */
export async function getConnection(tx: TenantTx, tenantId: string): Promise<SsoConnection> {
  const found = await findConnection(tx, tenantId);
  if (found === null) throw new PlatformError('CONFLICT', 'Set up the provider first.');
  return found;
}

/**
 * From now on members come in through the provider alone, but for one owner who keeps their other ways
 * in, for the day on which it is down. Throws CONFLICT until the domain is proved and somebody has been
 * through the provider and back, and NOT_FOUND for who is no member.
 */
export async function requireSso(
  tx: TenantTx,
  tenantId: string,
  { userId: breakGlassUserId, hasOtherWay }: { userId: string; hasOtherWay: boolean },
): Promise<void> {
  const role = await findRole(tx, tenantId, breakGlassUserId);
  if (role === null) throw new PlatformError('NOT_FOUND');
  const connection = await getConnection(tx, tenantId);
  if (connection.domainVerifiedAt === null) {
    throw new PlatformError('CONFLICT', 'Verify the domain first.');
  }
  if (connection.testedAt === null) {
    throw new PlatformError(
      'CONFLICT',
      'Test the provider first: a mistake would lock everybody out.',
    );
  }
  if (role !== 'owner') {
    throw new PlatformError('CONFLICT', 'The person who keeps another way in must be an owner.');
  }
  if (!hasOtherWay) {
    throw new PlatformError(
      'CONFLICT',
      'This owner has no other way in yet. Let them set a password or link an account first.',
    );
  }
  await writeRequirement(tx, tenantId, { connectionId: connection.id, breakGlassUserId });
}

/** Members may come in by every way again. */
export const relaxSso = (tx: TenantTx, tenantId: string): Promise<void> =>
  writeRequirement(tx, tenantId, { connectionId: null, breakGlassUserId: null });

/** Throws CONFLICT while members depend on it. */
export async function removeConnection(tx: TenantTx, tenantId: string): Promise<SsoConnection> {
  const connection = await getConnection(tx, tenantId);
  if (await isRequired(tx, tenantId)) {
    throw new PlatformError('CONFLICT', 'Make single sign-on optional before removing it.');
  }
  await deleteConnection(tx, tenantId);
  return connection;
}

async function isRequired(tx: TenantTx, tenantId: string): Promise<boolean> {
  return (await readRequirement(tx, tenantId)).connectionId !== null;
}

export function createSsoProvider(
  connection: SsoConnection,
  tools: { sealer: Pick<Sealer, 'open'>; fetch: GuardedFetch },
): SignInProvider {
  const { id, issuer, clientId, sealedSecret, domain } = connection;
  const settings = {
    key: `sso:${id}`,
    name: domain,
    issuer,
    clientId,
    clientSecret:
      sealedSecret === null ? null : tools.sealer.open(sealedSecret, contextOf(connection)),
    fetch: tools.fetch,
  };
  // A company's directory at Microsoft is a provider like any other, but for this claim.
  return createOidcProvider(settings, { provesEmail: provesByEdov });
}
