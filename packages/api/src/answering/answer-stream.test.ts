import { createMemoryLog, type MessageLog } from '@platform/realtime/server';
import { newId } from '@platform/shared/ids';
import { createLogger } from '@platform/shared/logger';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { teamTopic } from '../realtime/topics.ts';
import { type AnswerStream, createAnswerStream } from './answer-stream.ts';

const conversationId = newId('conversation');
const answerId = newId('answer');

let log: MessageLog;
let stream: AnswerStream;
beforeEach(() => {
  log = createMemoryLog();
  stream = createAnswerStream(log, createLogger({ level: 'silent' }));
});
afterEach(() => log.close());

const publish = (type: string, payload: object) =>
  log.publish([
    {
      topic: teamTopic(conversationId),
      id: newId('event'),
      type,
      payload: { conversationId, ...payload },
    },
  ]);
const part = (of: string, seq: number) =>
  publish('answer.delta', {
    answerId: of,
    seq,
    placement: 'continue',
    sentence: { inlines: [{ type: 'text', text: `${seq}.` }], citations: [], support: 'supported' },
    newCitations: [],
  });

test('what another instance streamed of an answer is told from its first sentence, and nothing else', async () => {
  const earlier = newId('answer');
  await part(earlier, 0);
  await publish('answer.closed', { answerId: earlier, reason: 'restarted' });
  await publish('answer.started', { answerId, sourceCount: 2 });
  await part(answerId, 0);
  await part(answerId, 1);
  const { sourceCount, parts } = await stream.read(conversationId, answerId);
  expect(sourceCount).toBe(2);
  expect(parts.map(({ answerId: of, seq }) => [of, seq])).toEqual([
    [answerId, 0],
    [answerId, 1],
  ]);
});

test('an answer whose beginning the log has lost is not told from its middle', async () => {
  await part(answerId, 3);
  expect((await stream.read(conversationId, answerId)).parts).toEqual([]);
});

test('the end of an answer is heard once it is published, that of another is not', async () => {
  let closed = 0;
  const stop = stream.watch(conversationId, answerId, () => {
    closed += 1;
  });
  await publish('answer.closed', { answerId: newId('answer'), reason: 'stopped' });
  expect(closed).toBe(0);
  await publish('answer.closed', { answerId, reason: 'taken-over' });
  expect(closed).toBe(1);
  stop();
  await publish('answer.closed', { answerId, reason: 'taken-over' });
  expect(closed).toBe(1);
});
