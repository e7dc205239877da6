import { useEffect, useLayoutEffect, useState } from 'react';

/** Whole seconds that are left of `waitMs` since `key` was last another one; 0 once they are over. */
export function useCountDown(waitMs: number | null, key: unknown): number {
  const [untilMs, setUntilMs] = useState(0);
  const [nowMs, setNowMs] = useState(Date.now);
  // Each new failure begins its own wait; before it is painted, so that none begins with "now".
  useLayoutEffect(() => {
    setNowMs(Date.now());
    setUntilMs(waitMs === null ? 0 : Date.now() + waitMs);
  }, [waitMs, key]);
  const left = Math.max(0, Math.ceil((untilMs - nowMs) / 1_000));
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setNowMs(Date.now()), 500);
    return () => clearTimeout(timer);
  }, [left, nowMs]);
  return left;
}

/** `4:05`, or `59` below a minute, which the text around it calls seconds. */
export function formatWait(seconds: number): string {
  if (seconds < 60) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
