import { toast } from '@platform/ui/toast';
import { useSyncExternalStore } from 'react';
import { fetchMe, requestHeaders } from '../../../api/client.ts';
import { workspaceId } from '../../../api/session.ts';
import { text } from '../../../texts/use-texts.tsx';
import { writeSource } from '../sources/use-sources.ts';
import { sendFile, UploadFailure } from './send-file.ts';
import {
  emptyQueue,
  isUnderWay,
  nextToStart,
  reduceUploads,
  type Upload,
  type UploadAction,
  type UploadQueue,
} from './upload-queue.ts';

/*
 * Uploads live outside of any screen: one goes on answering the inbox while a thousand files travel.
 * The files themselves are kept until they are accepted or dismissed, so that one that failed can be
 * sent again without looking for it.
 */
const files = new Map<string, File>();
const aborts = new Map<string, AbortController>();
const listeners = new Set<() => void>();
let queue: UploadQueue = emptyQueue;
/** How many places on the screen show the queue; where there is none, the end is told by a toast. */
let watchers = 0;

function dispatch(action: UploadAction): void {
  queue = reduceUploads(queue, action);
  for (const listener of listeners) listener();
}

export function useUploads(): UploadQueue {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      watchers += 1;
      return () => {
        listeners.delete(listener);
        watchers -= 1;
      };
    },
    () => queue,
  );
}

export function addFiles(added: readonly File[]): void {
  const workspace = workspaceId();
  if (workspace === null || added.length === 0) return;
  const entries = added.map((file) => {
    const id = crypto.randomUUID();
    files.set(id, file);
    return { id, workspaceId: workspace, fileName: file.name, sizeBytes: file.size };
  });
  dispatch({ type: 'add', files: entries });
  startNext();
}

export function retryUploads(ids: readonly string[]): void {
  for (const id of ids) dispatch({ type: 'retry', id });
  startNext();
}

/** Takes files off the list; one that is on its way is stopped. */
export function dismissUploads(ids: readonly string[]): void {
  for (const id of ids) {
    aborts.get(id)?.abort();
    files.delete(id);
  }
  dispatch({ type: 'dismiss', ids });
  startNext();
}

function startNext(): void {
  for (const upload of nextToStart(queue)) {
    dispatch({ type: 'start', id: upload.id });
    void send(upload);
  }
  const busy = queue.uploads.some(isUnderWay);
  // Leaving the page would end the uploads: the browser then asks first.
  if (busy) addEventListener('beforeunload', askBeforeLeaving);
  else removeEventListener('beforeunload', askBeforeLeaving);
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

async function send(upload: Upload): Promise<void> {
  const { id } = upload;
  const file = files.get(id);
  if (!file) return;
  const abort = new AbortController();
  aborts.set(id, abort);
  try {
    const result = await sendWithToken(upload, file, abort.signal);
    dispatch({ type: 'answered', id, result });
    if (result.result === 'accepted') writeSource(result.document);
    // The bytes are there already, or will never be taken: they need not be kept.
    files.delete(id);
  } catch (error) {
    if (abort.signal.aborted) return;
    if (error instanceof UploadFailure && error.retryAfterMs !== null) {
      dispatch({ type: 'wait', id });
      setTimeout(startNext, error.retryAfterMs);
      return;
    }
    dispatch({ type: 'failed', id, ...failureWords(error) });
  } finally {
    aborts.delete(id);
  }
  startNext();
  if (watchers === 0 && !queue.uploads.some(isUnderWay)) tellTheEnd();
}

/** A tab that slept past its token gets a fresh one and sends once more. */
async function sendWithToken(upload: Upload, file: File, signal: AbortSignal) {
  const attempt = async () => {
    // A file goes where it was dropped, also when another workspace is in view by now.
    const headers = { ...(await requestHeaders(true)), 'x-workspace': upload.workspaceId };
    const onSent = (sentBytes: number) => dispatch({ type: 'sent', id: upload.id, sentBytes });
    return sendFile(file, headers, onSent, signal);
  };
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof UploadFailure) || error.code !== 'CSRF') throw error;
    await fetchMe();
    return attempt();
  }
}

function failureWords(error: unknown): { again: boolean; reason: string; advice: string } {
  if (error instanceof UploadFailure && error.status > 0) {
    return {
      again: error.retry,
      reason: error.message || text('knowledge.uploadFailed'),
      advice: error.retry ? text('knowledge.uploadFailedAdvice') : '',
    };
  }
  return {
    again: true,
    reason: text('knowledge.uploadOffline'),
    advice: text('knowledge.uploadKept'),
  };
}

function tellTheEnd(): void {
  const left = queue.uploads.length;
  if (left > 0) toast.fail(text('knowledge.uploadsEndedWithTrouble', { count: left }));
  else toast.say(text('knowledge.uploadsEnded', { count: queue.settled }));
}
