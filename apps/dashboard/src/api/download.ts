import { toast } from '@platform/ui/toast';
import { text } from '../texts/use-texts.tsx';
import { requestHeaders } from './client.ts';
import { askForStepUp } from './step-up.ts';

/**
 * Fetches a file and hands it to the browser as a download. By hand, since a plain link can carry
 * neither the workspace nor the question whether it is really you. What fails is told.
 */
export async function download(path: string, fileName: string): Promise<void> {
  try {
    const answer = await fetchProved(path);
    if (answer === null) return;
    if (!answer.ok) throw new Error((await problemOf(answer)).title);
    const address = URL.createObjectURL(await answer.blob());
    const link = document.createElement('a');
    link.href = address;
    link.download = fileName;
    link.click();
    // The browser holds the blob by itself once the download has begun.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  } catch (error) {
    const reason = error instanceof Error && error.message !== '' ? error.message : null;
    toast.fail(text('common.downloadFailed'), { detail: reason ?? text('error.offlineDetail') });
  }
}

/** The answer, after a fresh proof where one is wanted; `null` when the person gave that up. */
async function fetchProved(path: string): Promise<Response | null> {
  const answer = await fetch(path, { headers: await requestHeaders(false) });
  if (answer.status !== 403 || (await problemOf(answer)).code !== 'STEP_UP') return answer;
  if (!(await askForStepUp())) return null;
  return fetch(path, { headers: await requestHeaders(false) });
}

/** The problem document of a refusal (RFC 9457); empty where there is none. */
async function problemOf(answer: Response): Promise<{ code?: string; title?: string }> {
  return (await answer
    .clone()
    .json()
    .catch(() => ({}))) as { code?: string; title?: string };
}
