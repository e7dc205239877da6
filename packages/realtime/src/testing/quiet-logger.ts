import type { RealtimeLogger } from '../server/ports.ts';

/** Tests assert what happens, not what is logged. */
export const quietLogger: RealtimeLogger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
