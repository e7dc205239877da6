import { PlatformError } from '@platform/api-contract/errors';

/**
 * Gives the input back, or throws INVALID_INPUT for text that PostgreSQL cannot hold: the NUL
 * character and halves of a surrogate pair. No schema has to think of them, and no query meets them.
 */
export function refuseUnstorable(input: unknown): unknown {
  // A list of what is still to be looked at, since nesting is as deep as a stranger likes.
  const pending: unknown[] = [input];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value === 'string') {
      if (value.includes('\0') || !value.isWellFormed()) {
        throw new PlatformError(
          'INVALID_INPUT',
          'Text must not contain the NUL character or half of a surrogate pair.',
        );
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const each of Object.values(value)) pending.push(each);
    }
  }
  return input;
}
