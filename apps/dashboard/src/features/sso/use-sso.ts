import type { SsoStatus } from '@platform/api-contract/types';
import { toast } from '@platform/ui/toast';
import { queryClient, trpc } from '../../api/client.ts';
import { errorWords } from '../../api/error-texts.ts';
import type { Texts } from '../../texts/use-texts.tsx';

/** Every change answers with the whole of it. */
export const takeSso = (told: SsoStatus): void => {
  queryClient.setQueryData(trpc.sso.get.queryKey(), told);
};

export const failSso = (t: Texts) => (error: unknown) => {
  const { title, detail } = errorWords(error, t);
  toast.fail(title, { detail });
};
