import { describe, expect, it } from 'vitest';
import { reduceUnsent, restoreUnsent, type Unsent, type UnsentAction } from './unsent.ts';

const item = {
  clientId: 'c1',
  conversationId: 'cnv_1',
  kind: 'reply',
  text: 'On it.',
  createdAt: '2026-11-20T15:00:00.000Z',
} as const;
const run = (...actions: UnsentAction[]) => actions.reduce(reduceUnsent, [] as readonly Unsent[]);

describe('unsent texts', () => {
  it('stay until they are confirmed', () => {
    const failed = run({ type: 'send', item }, { type: 'fail', clientId: 'c1', reason: 'offline' });
    expect(failed).toEqual([{ ...item, state: 'failed', reason: 'offline' }]);
    const again = reduceUnsent(failed, { type: 'retry', clientId: 'c1' });
    expect(again[0]).toMatchObject({ state: 'sending', text: 'On it.' });
    expect(reduceUnsent(again, { type: 'confirm', clientId: 'c1' })).toEqual([]);
  });

  it('are one text, however often they are sent', () => {
    expect(run({ type: 'send', item }, { type: 'send', item })).toHaveLength(1);
  });

  it('survive a reload as failed, for nobody knows whether they arrived', () => {
    const stored = JSON.stringify(run({ type: 'send', item }));
    expect(restoreUnsent(stored, 'The page was left')).toEqual([
      { ...item, state: 'failed', reason: 'The page was left' },
    ]);
  });

  it('ignore storage that holds something else', () => {
    expect(restoreUnsent('{"a":1}', '')).toEqual([]);
    expect(restoreUnsent('not json', '')).toEqual([]);
    expect(restoreUnsent('[{"text":1}]', '')).toEqual([]);
  });
});
