import { Resolver, resolveTxt } from 'node:dns/promises';
import {
  createKnownProviders,
  type KnownProviderSettings,
  type ProviderSignInServices,
  type Sealer,
} from '@platform/auth';
import type { Database } from '@platform/db';
import { createGuardedFetch, type GuardedFetch } from '@platform/net';
import type { Env } from '@platform/shared/env';

/** What reaches out of the house to where a user or a provider says. */
export interface OutsideServices {
  /** The one fetch for addresses that users give. */
  readonly fetch: GuardedFetch;
  readonly providers: ProviderSignInServices;
  /** The TXT records of a domain; none when it does not exist. */
  readTxtRecords(domain: string): Promise<readonly string[]>;
}

/** The page of the dashboard that takes in who comes back from a provider. */
const returnPath = '/app/sign-in/return';

export function createOutsideServices(
  env: Env,
  { db, sealer, publicOrigin }: { db: Database; sealer: Sealer; publicOrigin(): string },
): OutsideServices {
  const network = {
    ports: env.FETCH_PORTS.split(',').map(Number),
    allowedPrivateHosts: env.ALLOWED_PRIVATE_HOSTS.split(',').filter(Boolean),
  };
  return {
    fetch: createGuardedFetch({ ...network, plainHttp: env.FETCH_PLAIN_HTTP === 'true' }),
    providers: {
      db,
      sealer,
      // Who says who people are must be heard over https, whatever documents are fetched over.
      fetch: createGuardedFetch(network),
      known: createKnownProviders(readKnownProviders(env)),
      signUp: env.SIGN_UP,
      redirectUri: () => `${publicOrigin()}${returnPath}`,
    },
    readTxtRecords: createTxtReader(env.DNS_SERVERS),
  };
}

function readKnownProviders(env: Env): KnownProviderSettings {
  const keysOf = (
    clientId: string | undefined,
    clientSecret: string | undefined,
    baseUrl: string,
  ) =>
    clientId === undefined || clientSecret === undefined
      ? undefined
      : { clientId, clientSecret, baseUrl: baseUrl.replace(/\/+$/, '') };
  const google = keysOf(env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET, env.GOOGLE_SIGN_IN_URL);
  const microsoft = keysOf(
    env.MICROSOFT_CLIENT_ID,
    env.MICROSOFT_CLIENT_SECRET,
    env.MICROSOFT_SIGN_IN_URL,
  );
  const github = keysOf(env.GITHUB_CLIENT_ID, env.GITHUB_CLIENT_SECRET, env.GITHUB_SIGN_IN_URL);
  return {
    google,
    github,
    microsoft: microsoft && { ...microsoft, tenant: env.MICROSOFT_TENANT },
  };
}

const dnsTimeoutMs = 5_000;
/** A domain that is not there, or has no such record, has proved nothing; that is no failure. */
const nothingThere = new Set(['ENODATA', 'ENOTFOUND', 'EBADNAME']);

function createTxtReader(servers: string) {
  const resolver = new Resolver({ timeout: dnsTimeoutMs, tries: 2 });
  if (servers !== '') resolver.setServers(servers.split(',').map((each) => each.trim()));
  const ask = servers === '' ? resolveTxt : resolver.resolveTxt.bind(resolver);
  return async (domain: string): Promise<readonly string[]> => {
    try {
      // A long record comes in pieces.
      return (await ask(domain)).map((pieces) => pieces.join(''));
    } catch (error) {
      if (nothingThere.has((error as NodeJS.ErrnoException).code ?? '')) return [];
      throw error;
    }
  };
}
