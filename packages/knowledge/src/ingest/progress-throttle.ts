import type { IngestEvent } from './ingest-event.ts';

/** Four times a second is as often as a person reads a number. */
const intervalMs = 250;

/**
 * Passes on a document's change of state or stage at once, and its progress within a stage at most
 * every 250 ms, the newest one last.
 */
export function createProgressThrottle(publish: (event: IngestEvent) => void) {
  const open = new Map<string, { last: IngestEvent; timer: NodeJS.Timeout; isNew: boolean }>();

  function tell(event: IngestEvent): void {
    const entry = open.get(event.documentId);
    const isSameStage =
      entry !== undefined && entry.last.state === event.state && entry.last.stage === event.stage;
    if (isSameStage) {
      entry.last = event;
      entry.isNew = true;
      return;
    }
    if (entry !== undefined) clearInterval(entry.timer);
    open.delete(event.documentId);
    publish(event);
    if (event.state !== 'processing') return;
    const timer = setInterval(() => flush(event.documentId), intervalMs);
    timer.unref();
    open.set(event.documentId, { last: event, timer, isNew: false });
  }

  function flush(documentId: string): void {
    const entry = open.get(documentId);
    if (entry === undefined) return;
    if (entry.isNew) publish(entry.last);
    else {
      clearInterval(entry.timer);
      open.delete(documentId);
    }
    entry.isNew = false;
  }

  return {
    tell,
    /** The document is no longer this worker's to speak of. */
    forget(documentId: string) {
      clearInterval(open.get(documentId)?.timer);
      open.delete(documentId);
    },
    close() {
      for (const { timer } of open.values()) clearInterval(timer);
      open.clear();
    },
  };
}
