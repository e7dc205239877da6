/** PostgreSQL's unique_violation, whichever layer wrapped it. */
export function isUniqueViolation(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ('code' in each && each.code === '23505') return true;
  }
  return false;
}
