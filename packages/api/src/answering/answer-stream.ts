import { teamEvent } from '@platform/api-contract/schemas/realtime/messages';
import type { AnswerDelta, TeamEvent } from '@platform/api-contract/types';
import type { Following, LogEntry, MessageLog } from '@platform/realtime/server';
import type { Logger } from '@platform/shared/logger';
import { teamTopic } from '../realtime/topics.ts';

/**
 * What the log tells of an answer that another instance writes, or ends. All of it is a courtesy:
 * without the log an answer is still stored whole, and a closed one is given up with its lease.
 */
export interface AnswerStream {
  /** Calls `onClosed` when the answer is closed, on whichever instance. Returns the way to stop. */
  watch(conversationId: string, answerId: string, onClosed: () => void): () => void;
  /** What was streamed so far, without a gap from the first sentence; nothing where that is lost. */
  read(conversationId: string, answerId: string): Promise<Streamed>;
}

export interface Streamed {
  readonly sourceCount: number;
  readonly parts: AnswerDelta[];
}

/** More than an answer has parts: the newest of the topic hold all of the one being written. */
const newest = 300;

export function createAnswerStream(log: MessageLog, logger: Logger): AnswerStream {
  return {
    watch(conversationId, answerId, onClosed) {
      let following: Following | undefined;
      let over = false;
      const onEntries = (entries: readonly LogEntry[]) => {
        if (eventsOf(entries).some((event) => closes(event, answerId))) onClosed();
      };
      const ignore = () => undefined;
      log.follow(teamTopic(conversationId), { onStart: ignore, onReset: ignore, onEntries }).then(
        (found) => {
          following = found;
          if (over) found.stop();
        },
        (error: unknown) => logger.debug({ err: error }, 'an answer is written without the log'),
      );
      return () => {
        over = true;
        following?.stop();
      };
    },

    async read(conversationId, answerId) {
      const topic = teamTopic(conversationId);
      const streamed: Streamed = { sourceCount: 0, parts: [] };
      // A place that no log has: the log answers with where it stands.
      const { head } = await log.read(topic, { epoch: '', offset: 0 }, 1);
      if (head === undefined) return streamed;
      const from = { epoch: head.epoch, offset: Math.max(0, head.offset - newest) };
      const { entries = [] } = await log.read(topic, from, newest);
      return eventsOf(entries).reduce((told, event) => add(told, event, answerId), streamed);
    },
  };
}

function add(told: Streamed, event: TeamEvent, answerId: string): Streamed {
  if (event.type === 'answer.started' && event.payload.answerId === answerId) {
    return { ...told, sourceCount: event.payload.sourceCount };
  }
  if (event.type !== 'answer.delta' || event.payload.answerId !== answerId) return told;
  const { conversationId: _about, ...part } = event.payload;
  return part.seq === told.parts.length ? { ...told, parts: [...told.parts, part] } : told;
}

const closes = (event: TeamEvent, answerId: string): boolean =>
  event.type === 'answer.closed' && event.payload.answerId === answerId;

function eventsOf(entries: readonly LogEntry[]): TeamEvent[] {
  return entries
    .filter(({ json }) => json.includes('"type":"answer.'))
    .flatMap(({ json }) => {
      const read = teamEvent.safeParse(JSON.parse(json));
      return read.success ? [read.data] : [];
    });
}
