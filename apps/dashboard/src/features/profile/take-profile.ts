import type { Profile } from '@platform/api-contract/types';
import { meQuery, queryClient, trpc } from '../../api/client.ts';

/** A change came back: the page shows it, and so does what stands around it. */
export function takeProfile(profile: Profile): void {
  queryClient.setQueryData(trpc.account.profile.queryKey(), profile);
  void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
  void queryClient.invalidateQueries({ queryKey: trpc.workspaces.members.queryKey() });
}
