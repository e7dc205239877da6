import type { Position } from '../protocol.ts';
import type { Following, LogPage, MessageLog } from './log.ts';
import { messageFrame, messageFramePrefix, type Reader, TopicFeed } from './topic-feed.ts';

export interface Attachment {
  readonly position: Position;
  readonly recovered: boolean;
  /** The frames, as JSON, that the reader missed; they go out before anything later. */
  readonly missed: readonly string[];
}

export interface TopicHubOptions {
  readonly log: MessageLog;
  /** At most one write per socket in this time, once a burst is on its way. */
  readonly tickMs: number;
  /** More missed messages, or characters of them, are not replayed: fetching is cheaper. */
  readonly maxReplayMessages: number;
  readonly maxReplayLength: number;
}

export interface TopicHub {
  /**
   * Makes a reader part of a topic: after `missed` it gets each later message exactly once, in order.
   * `onAttached` runs in the same turn, so that what it writes comes before any later message.
   * Rejects with `LogUnavailableError`.
   */
  attach(
    topic: string,
    reader: Reader,
    from: Position | undefined,
    onAttached: (attachment: Attachment) => boolean,
  ): Promise<void>;
  detach(topic: string, reader: Reader): void;
  stats(): { readonly topics: number; readonly deliveries: number };
  close(): void;
}

interface OpenFeed {
  readonly feed: TopicFeed;
  readonly following: Promise<Following>;
}

/**
 * The topics this node reads, which are those its own readers need and no others, and the tick.
 *
 * A message becomes bytes once, whatever the number of its readers. The first message after a quiet
 * time leaves within the present turn of the event loop; those that follow within `tickMs` are joined
 * into one WebSocket message. Writes to sockets are where a gateway's processor time goes, so joining
 * is also what makes it cheap.
 */
export function createTopicHub(options: TopicHubOptions): TopicHub {
  const { log, tickMs, maxReplayMessages, maxReplayLength } = options;
  const feeds = new Map<string, OpenFeed>();
  const dirty = new Set<TopicFeed>();
  let deliveries = 0;
  let scheduled = false;
  let lastFlushAt = 0;

  function schedule(feed: TopicFeed): void {
    dirty.add(feed);
    if (scheduled) return;
    scheduled = true;
    const waitMs = lastFlushAt + tickMs - performance.now();
    if (waitMs <= 0) setImmediate(flush);
    else setTimeout(flush, waitMs);
  }

  function flush(): void {
    scheduled = false;
    lastFlushAt = performance.now();
    const batch = [...dirty];
    dirty.clear();
    if (batch.length === 1) {
      for (const feed of batch) deliveries += feed.flush();
      return;
    }
    // A reader of several topics gets all their messages in one system call.
    const corked = new Set<Reader>();
    const cork = (reader: Reader) => {
      if (corked.has(reader)) return;
      corked.add(reader);
      reader.cork();
    };
    for (const feed of batch) deliveries += feed.flush(cork);
    for (const reader of corked) reader.uncork();
  }

  function open(topic: string): OpenFeed {
    let entry = feeds.get(topic);
    if (entry === undefined) {
      const feed = new TopicFeed(topic, schedule);
      entry = { feed, following: log.follow(topic, feed) };
      feeds.set(topic, entry);
    }
    return entry;
  }

  function closeIfUnused(topic: string, entry: OpenFeed): void {
    if (entry.feed.readers.size > 0 || entry.feed.joining > 0) return;
    if (feeds.get(topic) === entry) feeds.delete(topic);
    entry.following.then(
      (following) => following.stop(),
      // It never began; whoever waited for it was told.
      () => undefined,
    );
  }

  return {
    async attach(topic, reader, from, onAttached) {
      const entry = open(topic);
      const { feed } = entry;
      feed.joining += 1;
      try {
        await entry.following;
        const caught = from === undefined ? null : await catchUp(feed, from);
        // From here to the end nothing else can run, so nothing can slip between. Should the feed have
        // moved since it was caught up with, which takes a new object, fetching is the safe answer.
        const position = feed.position;
        const recovered = caught?.position === position;
        const missed = recovered ? caught.missed : [];
        if (onAttached({ position, recovered, missed })) feed.readers.add(reader);
      } finally {
        feed.joining -= 1;
        closeIfUnused(topic, entry);
      }
    },

    detach(topic, reader) {
      const entry = feeds.get(topic);
      if (entry?.feed.readers.delete(reader)) closeIfUnused(topic, entry);
    },

    stats: () => ({ topics: feeds.size, deliveries }),

    close() {
      for (const [topic, entry] of feeds) {
        entry.feed.readers.clear();
        closeIfUnused(topic, entry);
      }
    },
  };

  /** The frames between `from` and where the feed stands, or `null` where they cannot be told. */
  async function catchUp(
    feed: TopicFeed,
    from: Position,
  ): Promise<{ missed: string[]; position: Position } | null> {
    const prefix = messageFramePrefix(feed.topic, from.epoch);
    const missed: string[] = [];
    let offset = from.offset;
    let length = 0;
    while (from.epoch === feed.position.epoch) {
      const { position } = feed;
      if (offset === position.offset) return { missed, position };
      // A reader that comes from a quicker node may be ahead of this one; the log knows whether it is.
      const ahead = offset > position.offset;
      const page: LogPage = await log.read(feed.topic, { epoch: from.epoch, offset }, pageSize);
      if (page.lost) return null;
      if (ahead) return { missed, position };
      for (const entry of page.entries) {
        if (entry.offset > feed.position.offset) break;
        missed.push(messageFrame(prefix, entry));
        length += entry.json.length;
        offset = entry.offset;
      }
      if (missed.length > maxReplayMessages || length > maxReplayLength) return null;
      if (page.entries.length === 0) return null;
    }
    return null;
  }
}

const pageSize = 200;
