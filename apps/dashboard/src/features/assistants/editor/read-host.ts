import { assistantSettings } from '@platform/api-contract/schemas/assistants/assistant';
import type { Entry } from '../../../lib/list-editor.tsx';

/** People paste addresses: `https://Docs.acme.com/start` is the host `docs.acme.com`. */
export function readHost(typed: string, wrong: string): Entry {
  const host = typed.includes('://')
    ? (URL.parse(typed)?.hostname ?? typed)
    : typed.replace(/\/.*$/, '');
  const checked = assistantSettings.shape.approvedHosts.safeParse([host]);
  const value = checked.success ? checked.data[0] : undefined;
  return value === undefined ? { error: wrong } : { value };
}
