import type { AnswerDelta, TeamEvent, TeamMessage } from '@platform/api-contract/types';
import { describe, expect, it } from 'vitest';
import { emptyThread, reduceThread, type ThreadAction, type ThreadState } from './thread-state.ts';

const conversationId = 'cnv_1';

function message(sequence: number, more: Partial<TeamMessage> = {}): TeamMessage {
  return {
    id: `msg_${sequence}`,
    conversationId,
    sequence,
    role: 'visitor',
    text: `message ${sequence}`,
    notice: null,
    author: null,
    answer: null,
    answerId: null,
    outcome: null,
    clientId: null,
    rating: null,
    createdAt: '2026-11-20T15:00:00.000Z',
    model: null,
    costMicros: null,
    totalMs: null,
    sourceCount: 0,
    ...more,
  };
}

function delta(answerId: string, seq: number, text: string): AnswerDelta {
  return {
    answerId,
    seq,
    placement: seq === 0 ? 'paragraph' : 'continue',
    sentence: { inlines: [{ type: 'text', text }], citations: [], support: 'supported' },
    newCitations: [],
  };
}

const event = (type: TeamEvent['type'], payload: unknown): ThreadAction => ({
  type: 'event',
  event: { type, payload } as TeamEvent,
});
const part = (answerId: string, seq: number, text: string) =>
  event('answer.delta', { ...delta(answerId, seq, text), conversationId });
const created = (value: TeamMessage) => event('team.message.created', value);
const run = (...actions: ThreadAction[]): ThreadState => actions.reduce(reduceThread, emptyThread);
const words = (state: ThreadState) =>
  state.growing?.tree.blocks.flatMap((block) =>
    block.type === 'paragraph' ? block.sentences.flatMap((s) => s.inlines.map((i) => i.text)) : [],
  );

describe('messages', () => {
  it('stand in order of sequence and once, however they come', () => {
    const state = run(
      created(message(2)),
      created(message(1)),
      created(message(2)),
      created(message(3)),
    );
    expect(state.messages.map((each) => each.sequence)).toEqual([1, 2, 3]);
  });

  it('are replaced by a newer state of themselves', () => {
    const rated = message(1, { rating: { value: 'down', reason: 'wrong page' } });
    const state = run(created(message(1)), event('team.message.updated', rated));
    expect(state.messages).toEqual([rated]);
  });

  it('that were read back go before those on the screen', () => {
    const state = run(created(message(8)), { type: 'earlier', messages: [message(6), message(7)] });
    expect(state.messages.map((each) => each.sequence)).toEqual([6, 7, 8]);
  });
});

describe('an answer being written', () => {
  it('grows by its parts in order, also when they come out of order or twice', () => {
    const state = run(
      event('answer.started', { conversationId, answerId: 'a', sourceCount: 3 }),
      part('a', 0, 'One.'),
      part('a', 2, 'Three.'),
      part('a', 0, 'One.'),
      part('a', 1, 'Two.'),
    );
    expect(words(state)).toEqual(['One.', 'Two.', 'Three.']);
    expect(state.growing).toMatchObject({ phase: 'writing', sourceCount: 3, ahead: [] });
  });

  it('is whole for one who comes late', () => {
    const state = run(
      {
        type: 'loaded',
        messages: [message(1)],
        openAnswer: {
          answerId: 'a',
          phase: 'writing',
          sourceCount: 2,
          parts: [delta('a', 0, 'One.'), delta('a', 1, 'Two.')],
        },
      },
      part('a', 1, 'Two.'),
      part('a', 2, 'Three.'),
    );
    expect(words(state)).toEqual(['One.', 'Two.', 'Three.']);
  });

  it('gives way to its final message, and ignores what comes after', () => {
    const state = run(
      part('a', 0, 'One.'),
      created(message(2, { role: 'assistant', answerId: 'a' })),
      part('a', 1, 'late'),
      event('answer.started', { conversationId, answerId: 'a', sourceCount: 1 }),
    );
    expect(state.growing).toBeNull();
  });

  it('stays on the screen between "finished" and its message, so that nothing flickers', () => {
    const finished = run(
      part('a', 0, 'One.'),
      event('answer.closed', { conversationId, answerId: 'a', reason: 'finished' }),
    );
    expect(words(finished)).toEqual(['One.']);
    const stored = reduceThread(
      finished,
      created(message(2, { role: 'assistant', answerId: 'a' })),
    );
    expect(stored.growing).toBeNull();
  });

  it('disappears at once when a person takes over', () => {
    const state = run(
      part('a', 0, 'One.'),
      event('answer.closed', { conversationId, answerId: 'a', reason: 'taken-over' }),
      part('a', 1, 'Two.'),
    );
    expect(state.growing).toBeNull();
  });

  it('is forgotten after a gap, unless the server still knows of it', () => {
    const gap = run(part('a', 0, 'One.'), { type: 'reset' });
    expect(gap.growing).toBeNull();
    const openAnswer = {
      answerId: 'a',
      phase: 'writing',
      sourceCount: 1,
      parts: [delta('a', 0, 'One.')],
    } as const;
    const again = reduceThread(gap, {
      type: 'loaded',
      messages: [],
      openAnswer: { ...openAnswer, parts: [...openAnswer.parts] },
    });
    expect(words(again)).toEqual(['One.']);
  });

  it('is replaced when the question is answered again', () => {
    const state = run(part('a', 0, 'Half.'), part('b', 0, 'Anew.'));
    expect(state.growing?.answerId).toBe('b');
    expect(words(state)).toEqual(['Anew.']);
  });
});
