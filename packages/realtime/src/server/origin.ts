/**
 * An origin check by exact match: scheme, host and port as browsers write them. `null`, which
 * sandboxed frames and files send, never matches. A request without the header does not come from a
 * page, so there is no foreign page to guard against; whether such clients are let in is said here.
 */
export function exactOrigins(
  origins: readonly string[],
  options: { readonly allowMissing: boolean },
): (origin: string | undefined) => boolean {
  const allowed = new Set(origins.map((origin) => new URL(origin).origin));
  allowed.delete('null');
  return (origin) => (origin === undefined ? options.allowMissing : allowed.has(origin));
}
