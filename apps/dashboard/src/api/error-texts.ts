import type { Texts } from '../texts/use-texts.tsx';
import { readError } from './api-error.ts';

/** An error in words for a person: what happened, and what was kept or what to do. */
export function errorWords(error: unknown, t: Texts): { title: string; detail: string } {
  const { code, message, requestId, retryAfterMs } = readError(error);
  const trace = requestId ? t('error.requestId', { id: requestId }) : '';
  switch (code) {
    case 'OFFLINE':
      return { title: t('error.offline'), detail: t('error.offlineDetail') };
    case 'UNKNOWN':
      return { title: t('error.unknown'), detail: t('error.unknownDetail') };
    case 'FORBIDDEN':
      return { title: t('error.forbidden'), detail: t('error.forbiddenDetail') };
    case 'STEP_UP':
      return { title: t('error.stepUp'), detail: t('error.stepUpDetail') };
    case 'RATE_LIMITED':
      // Where only one line is shown, it says when; a panel counts the time down.
      return retryAfterMs === null
        ? { title: message, detail: '' }
        : {
            title: t('error.limited', { seconds: Math.max(1, Math.ceil(retryAfterMs / 1_000)) }),
            detail: t('error.limitedDetail'),
          };
    case 'NOT_FOUND':
      return { title: t('error.notFound'), detail: t('error.notFoundDetail') };
    default:
      return { title: message, detail: trace };
  }
}
