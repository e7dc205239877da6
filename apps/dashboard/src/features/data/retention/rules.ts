import type { RetentionKind, RetentionPreview } from '@platform/api-contract/types';

/** Days by kind; a kind that is absent or null is kept. */
export type Rules = Partial<Record<RetentionKind, number | null>>;

const usual: readonly (number | null)[] = [null, 7, 30, 90, 180, 365, 730];
/** None is kept longer than a week, which is what no rule means for them. */
const forExports: readonly (number | null)[] = [null, 1, 3];

/** What a kind can be set to; a number that was set elsewhere stands among them. */
export function choices(kind: RetentionKind, present: number | null): (number | null)[] {
  const all = kind === 'exports' ? forExports : usual;
  if (all.includes(present)) return [...all];
  return [...all, present].sort((a, b) => (a ?? 0) - (b ?? 0));
}

export const rulesOf = (preview: RetentionPreview): Rules =>
  Object.fromEntries(preview.kinds.map(({ kind, days }) => [kind, days]));

export const isChanged = (saved: RetentionPreview, rules: Rules): boolean =>
  saved.kinds.some(({ kind, days }) => (rules[kind] ?? null) !== days);

export const toInput = (rules: Rules): { kind: RetentionKind; days: number }[] =>
  (Object.entries(rules) as [RetentionKind, number | null | undefined][]).flatMap(([kind, days]) =>
    days === null || days === undefined ? [] : [{ kind, days }],
  );
