/** What the driver of a bench and the servers it measures say to one another over the process channel. */
export type ServerCommand =
  | {
      readonly do: 'publish';
      readonly bursts: number;
      readonly deltas: number;
      readonly gapMs: number;
    }
  | { readonly do: 'cpu' }
  | { readonly do: 'memory' };

export type ServerReport =
  | { readonly is: 'listening'; readonly port: number }
  | { readonly is: 'published' }
  /** Processor time of the process so far, user and system. */
  | { readonly is: 'cpu'; readonly cpuMicros: number }
  /** After a full collection. */
  | { readonly is: 'memory'; readonly rssBytes: number; readonly heapBytes: number };

export type ReadersCommand = { readonly do: 'count' };

export type ReadersReport =
  | { readonly is: 'ready' }
  | { readonly is: 'count'; readonly deliveries: number };

export const serverKinds = ['parley', 'socket.io', 'ws'] as const;
export type ServerKind = (typeof serverKinds)[number];

/** Topics are numbered, and reader `i` reads topic `i % topics`. */
export function topicName(index: number): string {
  return `conversation:${index}`;
}

/**
 * A piece of a streamed answer: what is published, by every server alike. Its id is new for every
 * server process, as our log would drop what it has seen before.
 */
export function delta(sequence: number) {
  return {
    id: `0198a1b2-c3d4-7e5f-${String(process.pid % 10_000).padStart(4, '0')}-${String(sequence).padStart(12, '0')}`,
    type: 'answer.delta',
    payload: {
      conversationId: 'cnv_01k3v9m2x7q4w8r5t6y0a1b2c3',
      answerId: 'ans_01k3v9m2x7q4w8r5t6y0a1b2c4',
      seq: sequence,
      text: 'Refunds reach the card within five working days after the return is booked. ',
      citations: [{ index: 1, chunkId: 'chk_01k3v9m2x7q4w8r5t6y0a1b2c5' }],
    },
  };
}
