/** What a person wrote and the server has not confirmed: shown in the thread until it has. */
export type Unsent = {
  clientId: string;
  conversationId: string;
  kind: 'reply' | 'note';
  text: string;
  state: 'sending' | 'failed';
  reason: string;
  createdAt: string;
};

export type UnsentAction =
  | { type: 'send'; item: Omit<Unsent, 'state' | 'reason'> }
  | { type: 'retry'; clientId: string }
  | { type: 'fail'; clientId: string; reason: string }
  | { type: 'confirm'; clientId: string }
  | { type: 'discard'; clientId: string };

/** A text is here from "send" until it is confirmed or thrown away; failing only marks it. */
export function reduceUnsent(items: readonly Unsent[], action: UnsentAction): readonly Unsent[] {
  switch (action.type) {
    case 'send':
      return [
        ...items.filter((each) => each.clientId !== action.item.clientId),
        { ...action.item, state: 'sending', reason: '' },
      ];
    case 'retry':
      return items.map((each) =>
        each.clientId === action.clientId ? { ...each, state: 'sending', reason: '' } : each,
      );
    case 'fail':
      return items.map((each) =>
        each.clientId === action.clientId
          ? { ...each, state: 'failed', reason: action.reason }
          : each,
      );
    case 'confirm':
    case 'discard':
      return items.filter((each) => each.clientId !== action.clientId);
  }
}

/** Read back after a reload: whatever was on its way then is now unsure, and the person decides. */
export function restoreUnsent(stored: string | null, reason: string): readonly Unsent[] {
  if (stored === null) return [];
  try {
    const items: unknown = JSON.parse(stored);
    return Array.isArray(items)
      ? items
          .filter(isUnsent)
          .map((each) => ({ ...each, state: 'failed', reason: each.reason || reason }))
      : [];
  } catch {
    return [];
  }
}

function isUnsent(value: unknown): value is Unsent {
  if (typeof value !== 'object' || value === null) return false;
  const item = value as Partial<Record<keyof Unsent, unknown>>;
  return (
    typeof item.clientId === 'string' &&
    typeof item.conversationId === 'string' &&
    typeof item.text === 'string' &&
    typeof item.createdAt === 'string' &&
    typeof item.reason === 'string' &&
    (item.kind === 'reply' || item.kind === 'note')
  );
}
