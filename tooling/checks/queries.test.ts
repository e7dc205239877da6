import { expect, it } from 'vitest';
import { filesUnder, readText } from './repository.ts';

/**
 * Handlers translate and rules decide; what they ask of the database stands in `*.queries.ts`. A file
 * that speaks SQL is known by its name, and no other has to be read when a table changes.
 */
const rooms = ['api', 'auth', 'ai-core', 'knowledge'].map((name) => `packages/${name}/src`);
const maySpeakSql = (file: string) =>
  /\.(queries|test)\.ts$/.test(file) || file.includes('/testing/');

const sqlModule = `['"](?:drizzle-orm|@platform/db/schema)(?:/[^'"]*)?['"]`;
/** The query builder or a table comes in; a type of one is no query. */
const takesSql = new RegExp(
  String.raw`^\s*(?:import|export)\b(?!\s+type\b)[^;'"]*\bfrom\s*${sqlModule}|\bimport\s*\(\s*${sqlModule}`,
  'm',
);
const asks = /\btx\s*\.\s*(?:select|selectDistinct|insert|update|delete|execute|\$count)\b/;
const speaksSql = (source: string) => takesSql.test(source) || asks.test(source);

it('queries stand in *.queries.ts and nowhere else', () => {
  const sources = rooms.flatMap(filesUnder).filter((file) => /\.tsx?$/.test(file));
  expect(sources.length).toBeGreaterThan(rooms.length);
  const elsewhere = sources.filter((file) => !maySpeakSql(file) && speaksSql(readText(file)));
  expect(elsewhere).toEqual([]);
});

it.each([
  "import { eq } from 'drizzle-orm';",
  "import { sql } from 'drizzle-orm/sql';",
  "import {\n  memberships,\n  users,\n} from '@platform/db/schema';",
  "export { users } from '@platform/db/schema';",
  "const { users } = await import('@platform/db/schema');",
  'await tx\n  .insert(users)\n  .values(row);',
])('takes %j for a query', (source) => {
  expect(speaksSql(source)).toBe(true);
});

it.each([
  "import type { users } from '@platform/db/schema';",
  "import type {\n  memberships,\n  users,\n} from '@platform/db/schema';",
  "import type { TenantTx } from '@platform/db';\nimport { findUser } from './users.queries.ts';",
])('takes %j for none', (source) => {
  expect(speaksSql(source)).toBe(false);
});
