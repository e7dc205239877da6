import type { Embedder } from '@platform/knowledge';

/** An embedder that knows how long it had at least one call open. */
export function timeEmbedder(embedder: Embedder): Embedder & { busyMs(): number } {
  let open = 0;
  let since = 0;
  let busyMs = 0;
  return {
    ...embedder,
    async embedDocuments(texts, signal) {
      if (open === 0) since = performance.now();
      open += 1;
      try {
        return await embedder.embedDocuments(texts, signal);
      } finally {
        open -= 1;
        if (open === 0) busyMs += performance.now() - since;
      }
    },
    busyMs: () => busyMs,
  };
}
