import { createHash } from 'node:crypto';
import type { RoleClients } from '@platform/db';
import type { Embedder } from './embedder.ts';

/** pgvector indexes half precision up to this width; wider models are searched exactly. */
const MAX_INDEXED_DIMENSIONS = 4_000;

/**
 * Makes the approximate index of one model on native PostgreSQL, without blocking writers; does
 * nothing where it is there. The embedded database gets none: building it would freeze its one
 * connection, and comparing with every vector takes it some 20 ms for 10,000. Call outside of a
 * transaction. An index that a crash left half made is dropped and made again.
 */
export async function ensureVectorIndex(
  source: RoleClients,
  embedder: Pick<Embedder, 'model' | 'dimensions'>,
): Promise<void> {
  const { model, dimensions } = embedder;
  if (source.kind === 'embedded' || dimensions > MAX_INDEXED_DIMENSIONS) return;
  if (!Number.isSafeInteger(dimensions) || dimensions < 1) {
    throw new RangeError(`A model cannot have ${dimensions} dimensions.`);
  }
  const owner = source.clients.owner;
  const digest = createHash('sha256').update(model).digest('hex').slice(0, 16);
  const name = `knowledge_embeddings_model_${digest}`;
  // Statements that make an index take no parameters: the name is a digest, the width a number, the
  // model a quoted literal.
  const literal = `'${model.replaceAll("'", "''")}'`;
  if (model.includes('\\')) throw new TypeError('The name of a model cannot hold a backslash.');
  const [state] = await owner<{ valid: boolean }[]>`
    select indisvalid as valid from pg_index where indexrelid = to_regclass(${`public.${name}`})`;
  if (state?.valid === true) return;
  if (state !== undefined) await owner.unsafe(`drop index concurrently if exists ${name}`);
  await owner.unsafe(
    `create index concurrently if not exists ${name} on knowledge_embeddings
      using hnsw ((embedding::halfvec(${dimensions})) halfvec_cosine_ops) where model = ${literal}`,
  );
}
