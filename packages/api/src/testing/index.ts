import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AppRouter, Role } from '@platform/api-contract/types';
import { memberships } from '@platform/db/schema';
import { copyTemplate, createNativeTestDatabase } from '@platform/db/testing';
import { readEnv } from '@platform/shared/env';
import { newId } from '@platform/shared/ids';
import { createLogger } from '@platform/shared/logger';
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import { createPlatform, type Platform } from '../compose.ts';

export { createStates } from './states.ts';

export type Api = TRPCClient<AppRouter>;

/** A signed-in person of a test, with the client a browser of theirs would have. */
export interface TestMember {
  readonly api: Api;
  readonly tenantId: string;
  readonly userId: string;
  readonly email: string;
  /** Headers for calls past the client, such as uploads. */
  headers(): Record<string, string>;
}

export interface TestVisitor {
  readonly api: Api;
  readonly visitorId: string;
  readonly token: string;
}

export interface TestPlatform {
  readonly platform: Platform;
  readonly origin: string;
  /** A new person with a workspace of their own. */
  signUp(workspaceName?: string): Promise<TestMember>;
  /** A new person who is in `owner`'s workspace with a role. */
  join(owner: TestMember, role: Role): Promise<TestMember>;
  /** A client without a session. */
  anonymous(headers?: Record<string, string>): Api;
  /** A widget of the workspace for these origins; returns its id. */
  createWidget(owner: TestMember, allowedOrigins?: string[]): Promise<string>;
  visit(widgetId: string, origin?: string): Promise<TestVisitor>;
  close(): Promise<void>;
}

export const customerOrigin = 'https://www.customer.example';

/** The databases a test should hold on: embedded always, native where the suite has provided one. */
export const testDatabases: readonly ('embedded' | 'native')[] =
  process.env.TEST_DATABASE_ADMIN_URL === undefined ? ['embedded'] : ['embedded', 'native'];

/**
 * A whole platform on a free port, over a database and a directory of its own. Limits are out of the
 * way unless `limitFactor` is 1; there is no demo, and search goes by words alone unless `variables`
 * say otherwise.
 */
export async function startTestPlatform(
  database: 'embedded' | 'native' = 'embedded',
  variables: Record<string, string> = {},
  limitFactor = 1_000,
): Promise<TestPlatform> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'parley-test-'));
  const native = database === 'native' ? await createNative() : null;
  if (native === null) await copyTemplate(path.join(dataDir, 'database'));
  const env = readEnv({
    PORT: '0',
    DATA_DIR: dataDir,
    DEMO: 'false',
    EMBEDDINGS: 'off',
    OLLAMA_URL: '',
    LOG_LEVEL: 'silent',
    ...native?.variables,
    ...variables,
  });
  const platform = await createPlatform({
    env,
    logger: createLogger({ level: env.LOG_LEVEL }),
    limitFactor,
  });
  const { port } = await platform.listen();
  const origin = `http://localhost:${port}`;

  const clientWith = (headers: () => Record<string, string>, seen?: (response: Response) => void) =>
    createTRPCClient<AppRouter>({
      links: [
        httpLink({
          url: `${origin}/trpc`,
          headers,
          fetch: async (input, init) => {
            const response = await fetch(input as string, init as RequestInit);
            seen?.(response);
            return response;
          },
        }),
      ],
    });

  const signUp = async (workspaceName = 'Acme'): Promise<TestMember> => {
    const jar = { cookie: '', csrf: '', tenantId: '' };
    const headers = () => ({
      origin,
      ...(jar.cookie === '' ? {} : { cookie: jar.cookie }),
      ...(jar.csrf === '' ? {} : { 'x-csrf-token': jar.csrf }),
      ...(jar.tenantId === '' ? {} : { 'x-workspace': jar.tenantId }),
    });
    const api = clientWith(headers, (response) => {
      const [cookie] = response.headers.getSetCookie();
      if (cookie !== undefined) jar.cookie = cookie.split(';')[0] ?? '';
    });
    const email = `${newId('user')}@example.com`;
    const me = await api.auth.signUp.mutate({
      name: 'Ada Example',
      email,
      password: 'correct horse battery staple',
      workspaceName,
    });
    jar.csrf = me.csrfToken ?? '';
    jar.tenantId = me.memberships[0]?.tenantId ?? '';
    return {
      api,
      email,
      headers,
      get tenantId() {
        return jar.tenantId;
      },
      userId: me.user?.id ?? '',
    };
  };

  return {
    platform,
    origin,
    signUp,
    async join(owner, role) {
      const member = await signUp('Own');
      await platform.services.db.system((tx) =>
        tx.insert(memberships).values({
          tenantId: owner.tenantId,
          id: newId('membership'),
          userId: member.userId,
          role,
          displayName: `A ${role}`,
          email: member.email,
        }),
      );
      await platform.services.revalidate(member.userId);
      const headers = () => ({ ...member.headers(), 'x-workspace': owner.tenantId });
      return { ...member, headers, tenantId: owner.tenantId, api: clientWith(headers) };
    },
    anonymous: (headers = {}) => clientWith(() => headers),
    async createWidget(owner, allowedOrigins = [customerOrigin]) {
      const { assistants } = await owner.api.assistants.list.query();
      const [assistant] = assistants;
      if (assistant === undefined) throw new Error('The workspace has no assistant.');
      const widget = await owner.api.widgets.create.mutate({
        name: 'Site',
        assistantId: assistant.id,
        allowedOrigins,
      });
      return widget.id;
    },
    async visit(widgetId, from = customerOrigin) {
      const jar = { token: '' };
      const api = clientWith(() => ({
        origin: from,
        ...(jar.token === '' ? {} : { authorization: `Bearer ${jar.token}` }),
      }));
      const started = await api.visitor.start.mutate({ widgetId, pageUrl: `${from}/pricing?a=b` });
      jar.token = started.token;
      return { api, visitorId: started.visitorId, token: started.token };
    },
    async close() {
      await platform.close(5_000);
      await native?.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function createNative() {
  const adminUrl = process.env.TEST_DATABASE_ADMIN_URL;
  if (adminUrl === undefined) throw new Error('TEST_DATABASE_ADMIN_URL names no server.');
  const { urls, close } = await createNativeTestDatabase(adminUrl);
  if (urls === undefined) throw new Error('The native test database has no addresses.');
  return {
    close,
    variables: {
      DATABASE_URL: urls.app,
      DATABASE_URL_OWNER: urls.owner,
      DATABASE_URL_IDENTITY: urls.identity,
      DATABASE_URL_SYSTEM: urls.system,
    },
  };
}

/** Asks until the answer satisfies; for what happens in the background. Fails with the last answer. */
export async function until<Value>(
  ask: () => Promise<Value>,
  isEnough: (value: Value) => boolean,
  timeoutMs = 20_000,
): Promise<Value> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await ask();
    if (isEnough(value)) return value;
    if (Date.now() > deadline) throw new Error(`Not so in time: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
