import { queryClient } from '../api/client.ts';
import { rememberWorkspace } from '../api/session.ts';

/**
 * Brings another workspace into view. A switch starts from the overview with an empty cache: nothing
 * of one workspace may stand on the screen of another, not even for a moment.
 */
export function switchWorkspace(id: string): void {
  rememberWorkspace(id);
  queryClient.clear();
  location.assign('/app/');
}
