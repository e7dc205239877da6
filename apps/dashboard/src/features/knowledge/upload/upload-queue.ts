import type { UploadResult } from '@platform/api-contract/types';

/**
 * One file on its way. `waiting` and `sending` go on by themselves; the others stay until a person has
 * seen them. A file that was accepted leaves the queue: its row in the table tells the rest.
 */
export type Upload = {
  id: string;
  workspaceId: string;
  fileName: string;
  sizeBytes: number;
  state: 'waiting' | 'sending' | 'duplicate' | 'refused' | 'failed';
  sentBytes: number;
  /** The source that has the same bytes already. */
  duplicateOf: { id: string; title: string } | null;
  reason: string;
  advice: string;
};

export type UploadQueue = {
  uploads: readonly Upload[];
  /** Of the present batch; starts again when nothing is left on its way. */
  total: number;
  settled: number;
};

export type UploadAction =
  | { type: 'add'; files: readonly Pick<Upload, 'id' | 'workspaceId' | 'fileName' | 'sizeBytes'>[] }
  | { type: 'start'; id: string }
  | { type: 'sent'; id: string; sentBytes: number }
  | { type: 'answered'; id: string; result: UploadResult }
  /** `again`: whether sending the same file once more can help; otherwise it is as good as refused. */
  | { type: 'failed'; id: string; again: boolean; reason: string; advice: string }
  | { type: 'wait'; id: string }
  | { type: 'retry'; id: string }
  | { type: 'dismiss'; ids: readonly string[] };

export const emptyQueue: UploadQueue = { uploads: [], total: 0, settled: 0 };

/** How many files travel at once: enough to fill a line, few enough to leave room for other requests. */
export const parallel = 3;

export function isUnderWay(upload: Upload): boolean {
  return upload.state === 'waiting' || upload.state === 'sending';
}

/** The next files that may start. */
export function nextToStart(queue: UploadQueue): readonly Upload[] {
  const sending = queue.uploads.filter((each) => each.state === 'sending').length;
  return queue.uploads
    .filter((each) => each.state === 'waiting')
    .slice(0, Math.max(0, parallel - sending));
}

export function reduceUploads(queue: UploadQueue, action: UploadAction): UploadQueue {
  switch (action.type) {
    case 'add': {
      const idle = !queue.uploads.some(isUnderWay);
      const added = action.files.map((file) => ({ ...file, ...fresh }));
      return {
        uploads: [...queue.uploads, ...added],
        total: (idle ? 0 : queue.total) + added.length,
        settled: idle ? 0 : queue.settled,
      };
    }
    case 'start':
      return change(queue, action.id, { state: 'sending', sentBytes: 0 });
    case 'sent':
      return change(queue, action.id, { sentBytes: action.sentBytes });
    case 'wait':
      return change(queue, action.id, { state: 'waiting', sentBytes: 0 });
    case 'answered':
      return settle(answered(queue, action.id, action.result));
    case 'failed': {
      const { reason, advice, again } = action;
      return settle(
        change(queue, action.id, { state: again ? 'failed' : 'refused', reason, advice }),
      );
    }
    case 'retry': {
      const idle = !queue.uploads.some(isUnderWay);
      const again = change(queue, action.id, { ...fresh });
      return { ...again, total: (idle ? 0 : queue.total) + 1, settled: idle ? 0 : queue.settled };
    }
    case 'dismiss':
      return { ...queue, uploads: queue.uploads.filter((each) => !action.ids.includes(each.id)) };
  }
}

const fresh = {
  state: 'waiting',
  sentBytes: 0,
  duplicateOf: null,
  reason: '',
  advice: '',
} as const satisfies Partial<Upload>;

function answered(queue: UploadQueue, id: string, result: UploadResult): UploadQueue {
  switch (result.result) {
    case 'accepted':
      return { ...queue, uploads: queue.uploads.filter((each) => each.id !== id) };
    case 'duplicate': {
      const { document } = result;
      return change(queue, id, {
        state: 'duplicate',
        duplicateOf: { id: document.id, title: document.title },
      });
    }
    case 'refused':
      return change(queue, id, {
        state: 'refused',
        reason: result.message,
        advice: result.advice,
      });
  }
}

function settle(queue: UploadQueue): UploadQueue {
  return { ...queue, settled: queue.settled + 1 };
}

function change(queue: UploadQueue, id: string, values: Partial<Upload>): UploadQueue {
  return {
    ...queue,
    uploads: queue.uploads.map((each) => (each.id === id ? { ...each, ...values } : each)),
  };
}
