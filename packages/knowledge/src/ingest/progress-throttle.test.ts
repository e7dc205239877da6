import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { IngestEvent } from './ingest-event.ts';
import { createProgressThrottle } from './progress-throttle.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const at = (done: number, stage: IngestEvent['stage'] = 'embedding'): IngestEvent => ({
  tenantId: 'ten',
  documentId: 'doc',
  state: 'processing',
  stage,
  progress: { done, total: 100 },
});

it('tells a change of stage at once, and progress four times a second, the newest last', () => {
  const told: IngestEvent[] = [];
  const { tell, close } = createProgressThrottle((event) => told.push(event));
  tell(at(0, 'chunking'));
  tell(at(1));
  for (let done = 2; done <= 50; done += 1) tell(at(done));
  expect(told.map((event) => event.progress?.done)).toEqual([0, 1]);
  vi.advanceTimersByTime(250);
  expect(told.at(-1)?.progress?.done).toBe(50);
  vi.advanceTimersByTime(5_000);
  expect(told).toHaveLength(3);
  tell(at(60));
  const ready: IngestEvent = { ...at(0), state: 'ready', stage: null, progress: null };
  tell(ready);
  vi.advanceTimersByTime(5_000);
  expect(told.at(-1)).toEqual(ready);
  close();
});
