import { envSchema } from '@platform/shared/env';
import { describe, expect, it } from 'vitest';
import { filesUnder, readText } from './repository.ts';

/** What ships: sources without tests and what only they use. */
const shipped = ['packages', 'apps', 'tooling/bootstrap']
  .flatMap(filesUnder)
  .filter((file) => /\/src\/|bootstrap\//.test(file) && /\.(ts|tsx|mjs)$/.test(file))
  .filter((file) => !/\.test\.tsx?$|\/testing\//.test(file));

const linesWith = (pattern: RegExp, files = shipped): string[] =>
  files.flatMap((file) =>
    readText(file)
      .split('\n')
      .filter((line) => pattern.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
const placesWith = (pattern: RegExp, files = shipped) => [
  ...new Set(linesWith(pattern, files).map((line) => line.split(':')[0] ?? '')),
];
const server = shipped.filter((file) => /^packages\/(auth|api|db|knowledge|net)\//.test(file));

describe('code that ships', () => {
  it('is found by these checks', () => {
    expect(shipped.length).toBeGreaterThan(400);
    expect(placesWith(/createCipheriv\(/)).toEqual(['packages/auth/src/sealing.ts']);
  });

  it('[ASVS 1.3.2] runs no text as code', () => {
    const runs =
      /\beval\(|new Function\(|\bFunction\('|from 'node:vm'|set(Timeout|Interval)\(['"`]/;
    expect(linesWith(runs)).toEqual([]);
  });

  it('[ASVS 1.2.5] starts programs by a list of words only, never through a shell', () => {
    expect(linesWith(/\b(exec|execSync)\(|shell: true/).filter((l) => !/\.exec\(/.test(l))).toEqual(
      [],
    );
    // A key store of the host, the build of a schema, and a package manager that is asked for a file.
    expect(placesWith(/from 'node:child_process'/, server)).toEqual([
      'packages/db/src/cli/generate.ts',
      'packages/db/src/embedded/lock-data-dir.ts',
      'packages/knowledge/src/embed/local-model-files.ts',
    ]);
  });

  it('[ASVS 1.2.9] makes no pattern out of what somebody wrote', () => {
    // Made of words that stand in the same file.
    expect(placesWith(/new RegExp\(/)).toEqual([
      'packages/ai-core/src/conversation/question-parts.ts',
      'packages/ai-core/src/conversation/small-talk.ts',
      'packages/ai-core/src/extractive/answer-kind.ts',
      'packages/shared/src/text/tokens.ts',
    ]);
  });

  it('[ASVS 3.2.2] puts no text into a page as markup', () => {
    const markup = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML/;
    // The style sheet of the development mailbox, which is a constant.
    expect(placesWith(markup)).toEqual(['packages/api/src/mail/mailbox-page.ts']);
  });

  it('[ASVS 11.5.1][ASVS 6.5.3] makes no secret of a guessable random number', () => {
    expect(placesWith(/Math\.random|pseudoRandomBytes/, server)).toEqual([
      // Both spread attempts over time.
      'packages/knowledge/src/embed/remote-embedder.ts',
    ]);
  });

  it('[ASVS 11.3.1][ASVS 11.3.2][ASVS 11.4.1][ASVS 11.4.3] knows one cipher, and no broken hash but where a protocol asks for it', () => {
    expect(linesWith(/'(aes-|des-|des'|rc4|chacha)/i).map((line) => line.split(': ')[1])).toEqual([
      "const cipher = 'aes-256-gcm';",
    ]);
    expect(placesWith(/\bmd5\b|\bsha-?1\b/i)).toEqual([
      // Ranges of a public list of leaked passwords are named by it.
      'packages/auth/src/passwords/leaked-passwords.ts',
      // RFC 6238, as authenticator apps have it.
      'packages/auth/src/second-factor/totp.ts',
    ]);
  });

  it('[ASVS 3.5.5] hears its own windows alone, and what it understands of them', () => {
    const windows = shipped.filter((file) => file.startsWith('apps/'));
    const listening = placesWith(/addEventListener\('message'|onmessage/, windows);
    for (const file of listening) {
      expect(readText(file), file).toMatch(
        /if \(event\.(origin !== location\.origin|source !== \S+) \|\| !is\w+\(event\.data\)\) return;/,
      );
    }
    expect(linesWith(/postMessage\([^)]*'\*'/, windows)).toEqual([]);
  });

  it('[ASVS 12.3.2] believes no certificate that does not prove itself', () => {
    expect(
      linesWith(/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity/),
    ).toEqual([]);
  });
});

it('[ASVS 13.2.3] no secret has a value that everybody knows', () => {
  const secrets = Object.entries(envSchema.shape).filter(([name]) =>
    /(KEY|KEYS|SECRET|TOKEN|PASSWORD)(_ID)?$/.test(name),
  );
  expect(secrets.length).toBeGreaterThan(10);
  for (const [name, schema] of secrets) {
    expect(schema.safeParse(undefined).data, name).toBeUndefined();
  }
  expect(readText('packages/db/src/migrate/roles.sql')).not.toMatch(/PASSWORD\s+'/i);
});
