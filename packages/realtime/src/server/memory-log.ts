import { randomUUID } from 'node:crypto';

import type { Position } from '../protocol.ts';
import {
  defaultLogLimits,
  type Follower,
  type Following,
  type LogEntry,
  type LogLimits,
  type LogPage,
  LogUnavailableError,
  type MessageLog,
  type OutgoingMessage,
  serializeMessage,
} from './log.ts';

interface Topic {
  readonly epoch: string;
  offset: number;
  /** The newest messages, oldest first; cut back to the limit once it is exceeded by a quarter. */
  entries: LogEntry[];
  readonly followers: Set<Follower>;
  /** Message id -> when it was published, in insertion order, so the oldest go first. */
  readonly seen: Map<string, number>;
  touchedAt: number;
}

/** The log of a single process: no dependency, nothing survives it. */
export function createMemoryLog(options: Partial<LogLimits> = {}): MessageLog {
  const limits: LogLimits = { ...defaultLogLimits, ...options };
  const topics = new Map<string, Topic>();
  let closed = false;

  const sweep = setInterval(() => forgetIdle(topics, limits, Date.now()), limits.idleTtlMs / 4);
  sweep.unref();

  function open(name: string): Topic {
    if (closed) throw new LogUnavailableError('The memory log is closed.');
    let topic = topics.get(name);
    if (topic === undefined) {
      topic = {
        epoch: randomUUID(),
        offset: 0,
        entries: [],
        followers: new Set(),
        seen: new Map(),
        touchedAt: Date.now(),
      };
      topics.set(name, topic);
    }
    return topic;
  }

  return {
    async publish(messages) {
      const now = Date.now();
      for (const [name, group] of Map.groupBy(messages, (message) => message.topic)) {
        const topic = open(name);
        const entries = append(topic, group, limits, now);
        if (entries.length === 0) continue;
        for (const follower of topic.followers) follower.onEntries(entries);
      }
    },

    async follow(name, follower): Promise<Following> {
      const topic = open(name);
      topic.followers.add(follower);
      follower.onStart({ epoch: topic.epoch, offset: topic.offset });
      return { stop: () => topics.get(name)?.followers.delete(follower) };
    },

    async read(name, from, limit) {
      return readAfter(open(name), from, limit);
    },

    async forget(names) {
      let dropped = 0;
      for (const name of names) {
        const topic = topics.get(name);
        if (topic === undefined) continue;
        topics.delete(name);
        dropped += topic.entries.length;
        if (topic.followers.size === 0) continue;
        // Those who follow go on in a new epoch, which begins with nothing.
        const fresh = open(name);
        for (const follower of topic.followers) {
          fresh.followers.add(follower);
          follower.onReset({ epoch: fresh.epoch, offset: fresh.offset });
        }
      }
      return dropped;
    },

    isUp: () => !closed,
    ready: async () => undefined,

    async close() {
      closed = true;
      clearInterval(sweep);
      for (const topic of topics.values()) topic.followers.clear();
      topics.clear();
    },
  };
}

function append(
  topic: Topic,
  messages: readonly OutgoingMessage[],
  limits: LogLimits,
  now: number,
): LogEntry[] {
  for (const [id, publishedAt] of topic.seen) {
    if (now - publishedAt < limits.dedupeWindowMs) break;
    topic.seen.delete(id);
  }
  const fresh: LogEntry[] = [];
  for (const message of messages) {
    if (topic.seen.has(message.id)) continue;
    const json = serializeMessage(message);
    topic.seen.set(message.id, now);
    topic.offset += 1;
    fresh.push({ offset: topic.offset, json });
  }
  topic.entries.push(...fresh);
  if (topic.entries.length > limits.maxLength * 1.25) {
    topic.entries = topic.entries.slice(-limits.maxLength);
  }
  topic.touchedAt = now;
  return fresh;
}

function readAfter(topic: Topic, from: Position, limit: number): LogPage {
  const oldest = topic.offset - topic.entries.length;
  if (from.epoch !== topic.epoch || from.offset < oldest || from.offset > topic.offset) {
    return { lost: true, head: { epoch: topic.epoch, offset: topic.offset } };
  }
  const start = from.offset - oldest;
  return { entries: topic.entries.slice(start, start + limit) };
}

function forgetIdle(topics: Map<string, Topic>, limits: LogLimits, now: number): void {
  for (const [name, topic] of topics) {
    if (topic.followers.size === 0 && now - topic.touchedAt >= limits.idleTtlMs) {
      topics.delete(name);
    }
  }
}
