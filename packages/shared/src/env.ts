import { z } from 'zod';

/**
 * Every variable the platform reads, with its default and its meaning; the only place that knows
 * them. `.env.example` is this table in another form, and a check holds the two equal.
 */
const count = (fallback: number, min: number, max: number) =>
  z.coerce
    .number({ error: `must be a whole number from ${min} to ${max}` })
    .int()
    .min(min)
    .max(max)
    .default(fallback);
const address = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).optional();
const postgresUrl = z
  .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' })
  .optional();
const secret = z.string().min(1).optional();
const hostList = z
  .string()
  .regex(/^([\w.-]+:\d{1,5}(,|$))*$/, 'must be host:port, separated by commas')
  .default('');

/** One address, with or without a name before it; neither can hold a second one or another header. */
const mailFrom =
  /^(?:[^\p{C}<>@,;:"\\]{1,60}<[^\s\p{C}<>@,;]+@[^\s\p{C}<>@,;]+>|[^\s\p{C}<>@,;]+@[^\s\p{C}<>@,;]+)$/u;

export const envSchema = z.object({
  ROLE: z
    .enum(['all', 'api', 'realtime', 'worker'])
    .default('all')
    .describe('What this process serves. Anything but `all` needs DATABASE_URL and REDIS_URL.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on.'),
  PORT: count(4000, 0, 65_535).describe(
    'Port of the one origin that serves every app and the API.',
  ),
  DEMO_PORT: count(0, 0, 65_535).describe("Port of the demo customer's site; 0 means PORT + 1."),
  DEMO: z
    .enum(['auto', 'true', 'false'])
    .default('auto')
    .describe('Demo workspace and demo customer site; auto has them with the embedded database.'),
  PUBLIC_URL: address.describe('Origin under which browsers reach the platform; links use it.'),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .describe('Further origins of our own apps, separated by commas (development servers).'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .describe('Addresses or CIDR blocks of proxies whose X-Forwarded-For is believed, by commas.'),
  DATA_DIR: z.string().default('.data').describe('Where the embedded defaults keep their data.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least severe level that is logged.'),
  METRICS_TOKEN: secret.describe('Bearer token for /metrics. Unset: only this host may read them.'),
  SHUTDOWN_TIMEOUT_MS: count(10_000, 100, 300_000).describe('Deadline of a graceful shutdown.'),
  APP_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe('Signs visitor and CSRF tokens. Unset: made once and kept under DATA_DIR.'),
  ENCRYPTION_KEYS: secret.describe(
    'Seals secrets of customers: version:base64 of 32 bytes, by commas, the first seals. Unset: derived from the secret above.',
  ),

  DATABASE_URL: postgresUrl.describe('PostgreSQL as role app. Unset: embedded PGlite.'),
  DATABASE_URL_OWNER: postgresUrl.describe('PostgreSQL as role owner, for migrations.'),
  DATABASE_URL_IDENTITY: postgresUrl.describe('PostgreSQL as role identity.'),
  DATABASE_URL_SYSTEM: postgresUrl.describe('PostgreSQL as role system.'),
  DATABASE_POOL_SIZE: count(10, 1, 200).describe('Connections per database role.'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'must be a redis:// URL' })
    .optional()
    .describe('Message log and limits. Unset: memory of the one process.'),

  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' })
    .optional()
    .describe('Mail server. Unset: a mailbox page on this host, for development.'),
  MAIL_FROM: z
    .string()
    .regex(mailFrom, 'must be like Parley <parley@example.com>, or the address alone')
    .optional()
    .describe('Sender of every mail; needed with SMTP_URL.'),
  SIGN_UP: z
    .enum(['open', 'closed'])
    .default('open')
    .describe('closed: accounts come from invitations and single sign-on alone.'),
  EMAIL_VERIFICATION: z
    .enum(['auto', 'required', 'later'])
    .default('auto')
    .describe(
      'required: nobody enters with an address not proved; auto requires it when SMTP_URL is set.',
    ),
  LEAKED_PASSWORDS: z
    .enum(['offline', 'hibp'])
    .default('offline')
    .describe('hibp asks a range service too, which learns five characters of a hash.'),
  LEAKED_PASSWORDS_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
    .default('https://api.pwnedpasswords.com')
    .describe('Range service for LEAKED_PASSWORDS=hibp.'),

  GOOGLE_CLIENT_ID: secret.describe('Sign-in with Google: the client id. Unset: not offered.'),
  GOOGLE_CLIENT_SECRET: secret.describe('Sign-in with Google: the client secret.'),
  GOOGLE_SIGN_IN_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
    .default('https://accounts.google.com')
    .describe('Issuer of sign-in with Google.'),
  MICROSOFT_CLIENT_ID: secret.describe(
    'Sign-in with Microsoft: the client id. Unset: not offered.',
  ),
  MICROSOFT_CLIENT_SECRET: secret.describe('Sign-in with Microsoft: the client secret.'),
  MICROSOFT_TENANT: z
    .string()
    .default('common')
    .describe('Whose accounts: common, organizations, consumers, or the id of one directory.'),
  MICROSOFT_SIGN_IN_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
    .default('https://login.microsoftonline.com')
    .describe('Where Microsoft signs in; a national cloud has its own.'),
  GITHUB_CLIENT_ID: secret.describe('Sign-in with GitHub: the client id. Unset: not offered.'),
  GITHUB_CLIENT_SECRET: secret.describe('Sign-in with GitHub: the client secret.'),
  GITHUB_SIGN_IN_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
    .default('https://github.com')
    .describe('GitHub, or an Enterprise Server.'),
  ALLOWED_PRIVATE_HOSTS: hostList.describe(
    'host:port in our own network that addresses given by users may lead to, by commas; over http too.',
  ),
  FETCH_PORTS: z
    .string()
    .regex(/^\d{1,5}(,\d{1,5})*$/, 'must be port numbers, separated by commas')
    .default('443,80')
    .describe('Ports of public hosts that addresses given by users may name.'),
  FETCH_PLAIN_HTTP: z
    .enum(['true', 'false'])
    .default('false')
    .describe('true: such addresses may also be http.'),
  DNS_SERVERS: z
    .string()
    .default('')
    .describe('Who is asked for the records that prove a domain, by commas. Empty: the system.'),

  S3_ENDPOINT: address.describe('S3-compatible storage for files. Unset: DATA_DIR/files.'),
  S3_BUCKET: z.string().optional().describe('Bucket for files; needed with S3_ENDPOINT.'),
  S3_REGION: z.string().default('us-east-1').describe('Region of the bucket.'),
  S3_ACCESS_KEY_ID: secret.describe('Access key of the bucket.'),
  S3_SECRET_ACCESS_KEY: secret.describe('Secret key of the bucket.'),
  MAX_UPLOAD_BYTES: count(50_000_000, 1_000, 2_000_000_000).describe('Largest file accepted.'),

  EMBEDDINGS: z
    .enum(['auto', 'local', 'voyage', 'openai', 'url', 'off'])
    .default('auto')
    .describe('Which embeddings search uses; auto takes the first that is configured, then local.'),
  EMBEDDINGS_URL: address.describe('OpenAI-compatible embeddings server.'),
  EMBEDDINGS_MODEL: z.string().optional().describe('Model name for voyage, openai or url.'),
  EMBEDDINGS_API_KEY: secret.describe('Key for EMBEDDINGS_URL.'),
  MODELS_DIR: z
    .string()
    .optional()
    .describe('Where local models are kept; default DATA_DIR/models.'),
  MODELS_MIRROR_URL: address.describe('Maven-layout mirror to fetch the local model from first.'),
  VOYAGE_API_KEY: secret.describe('Voyage AI key (embeddings).'),
  VOYAGE_BASE_URL: address.describe('Another base URL for Voyage, such as a proxy.'),

  LLM_URL: address.describe('OpenAI-compatible chat server.'),
  LLM_MODEL: z.string().optional().describe('Model that answers; default is the provider’s own.'),
  LLM_API_KEY: secret.describe('Key for LLM_URL.'),
  OLLAMA_URL: address.describe('Ollama server. Unset: looked for on this host.'),
  OPENAI_API_KEY: secret.describe('OpenAI key.'),
  OPENAI_BASE_URL: address.describe('Another base URL for OpenAI, such as a proxy.'),
  ANTHROPIC_API_KEY: secret.describe('Anthropic key.'),
  ANTHROPIC_BASE_URL: address.describe('Another base URL for Anthropic, such as a proxy.'),
  GOOGLE_API_KEY: secret.describe('Google Gemini key.'),
  GOOGLE_BASE_URL: address.describe('Another base URL for Google, such as a proxy.'),
  LLM_STALL_TIMEOUT_MS: count(15_000, 100, 600_000).describe(
    'A model that sends nothing for this long is left for the next one.',
  ),
});

export type Env = z.output<typeof envSchema>;
type Variables = Readonly<Record<string, string | undefined>>;

/** Thrown when a variable does not hold what it should; the message lists every such variable. */
export class EnvError extends Error {
  override name = 'EnvError';
}

/**
 * Reads and checks the environment; `overrides` (command-line flags) win over it. Empty strings count
 * as unset, since that is what an empty line in an env file means. Throws `EnvError` naming each wrong
 * variable and what would be right.
 */
export function readEnv(environment: Variables = process.env, overrides: Variables = {}): Env {
  const source: Variables = { ...environment, ...overrides };
  const given = Object.fromEntries(
    Object.keys(envSchema.shape)
      .map((key) => [key, source[key]?.trim()])
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = envSchema.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  if (parsed.success) problems.push(...findContradictions(parsed.data));
  if (!parsed.success || problems.length > 0) {
    throw new EnvError(`The environment is not right:\n${problems.join('\n')}`);
  }
  return parsed.data;
}

function findContradictions(env: Env): string[] {
  const problems: string[] = [];
  const roles = ['DATABASE_URL_OWNER', 'DATABASE_URL_IDENTITY', 'DATABASE_URL_SYSTEM'] as const;
  for (const role of roles) {
    if (env.DATABASE_URL !== undefined && env[role] === undefined) {
      problems.push(`  ${role}: is needed with DATABASE_URL, one URL for each database role`);
    }
    if (env.DATABASE_URL === undefined && env[role] !== undefined) {
      problems.push(`  DATABASE_URL: is needed with ${role}`);
    }
  }
  if (env.ROLE !== 'all' && (env.DATABASE_URL === undefined || env.REDIS_URL === undefined)) {
    problems.push(`  ROLE: ${env.ROLE} needs DATABASE_URL and REDIS_URL; without them use all`);
  }
  if (env.SMTP_URL !== undefined && env.MAIL_FROM === undefined) {
    problems.push('  MAIL_FROM: is needed with SMTP_URL');
  }
  if (env.S3_ENDPOINT !== undefined && env.S3_BUCKET === undefined) {
    problems.push('  S3_BUCKET: is needed with S3_ENDPOINT');
  }
  for (const name of ['GOOGLE', 'MICROSOFT', 'GITHUB'] as const) {
    if ((env[`${name}_CLIENT_ID`] === undefined) !== (env[`${name}_CLIENT_SECRET`] === undefined)) {
      problems.push(`  ${name}_CLIENT_ID: needs ${name}_CLIENT_SECRET, and the other way round`);
    }
  }
  const needed = {
    voyage: 'VOYAGE_API_KEY',
    openai: 'OPENAI_API_KEY',
    url: 'EMBEDDINGS_URL',
  } as const;
  if (env.EMBEDDINGS in needed) {
    const key = needed[env.EMBEDDINGS as keyof typeof needed];
    if (env[key] === undefined)
      problems.push(`  ${key}: is needed with EMBEDDINGS=${env.EMBEDDINGS}`);
  }
  return problems;
}
