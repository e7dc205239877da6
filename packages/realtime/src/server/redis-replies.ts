import type { Position } from '../protocol.ts';
import type { LogEntry, LogPage } from './log.ts';

/** What a publication tells the followers of a topic. */
export interface Announcement {
  readonly epoch: string;
  readonly entries: readonly LogEntry[];
}

/** Reads `<epoch> <first offset>\n<json>\n<json>…`; JSON on one line has no line break inside. */
export function parseAnnouncement(text: string): Announcement {
  const [head = '', ...lines] = text.split('\n');
  const [epoch = '', first = ''] = head.split(' ');
  const offset = Number(first);
  return { epoch, entries: lines.map((json, index) => ({ offset: offset + index, json })) };
}

/**
 * Reads what the reading script answers: the newest id and, when the epoch is the reader's, the
 * entries `[id, ['m', json]]` after `from`. Throws a `TypeError` on any other shape.
 */
export function parseStreamReply(reply: unknown, from: Position): LogPage {
  const [newest, found] = asArray(reply);
  const head = parseId(newest);
  if (head.epoch !== from.epoch || head.offset < from.offset) return { lost: true, head };
  const entries = asArray(found).map((item): LogEntry => {
    const [id, fields] = asArray(item);
    return { offset: parseId(id).offset, json: asText(asArray(fields)[1]) };
  });
  const next = entries[0]?.offset ?? head.offset + 1;
  return next === from.offset + 1 ? { entries } : { lost: true, head };
}

function parseId(id: unknown): Position {
  const [epoch = '', offset = ''] = asText(id).split('-');
  return { epoch, offset: Number(offset) };
}

function asArray(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError('Redis answered in an unknown shape: no array.');
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError('Redis answered in an unknown shape: no text.');
}
