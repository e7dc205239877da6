import { Button } from '@platform/ui/button';
import { CopyButton } from '@platform/ui/copy-button';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { RelativeTime } from '@platform/ui/relative-time';
import { Skeleton } from '@platform/ui/skeleton';
import { toast } from '@platform/ui/toast';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { meQuery, queryClient, trpc } from '../../api/client.ts';
import { errorWords } from '../../api/error-texts.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useMay } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

/** The workspace's name, saved as a group, with a way back. */
export function WorkspaceGroup() {
  const t = useTexts();
  const mayChange = useMay('workspace.manage');
  const workspace = useQuery(trpc.workspaces.get.queryOptions());
  const [typed, setTyped] = useState<string | null>(null);
  const update = useMutation(
    trpc.workspaces.update.mutationOptions({
      onSuccess: (told) => {
        queryClient.setQueryData(trpc.workspaces.get.queryKey(), told);
        // The name stands in the shell too, which reads it from who is signed in.
        void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      },
    }),
  );
  const saved = workspace.data?.name ?? '';
  const name = typed ?? saved;
  const dirty = name.trim() !== saved;
  const save = () => {
    const before = saved;
    update.mutate(
      { name },
      {
        onSuccess: () => {
          setTyped(null);
          toast.say(t('settings.workspaceSaved'), {
            action: {
              label: t('common.undo'),
              onSelect: () =>
                update.mutate(
                  { name: before },
                  {
                    onError: (error) =>
                      toast.fail(t('settings.undoFailed'), { detail: errorWords(error, t).title }),
                  },
                ),
            },
          });
        },
      },
    );
  };
  if (workspace.error && !workspace.data) {
    return <FailurePanel error={workspace.error} onRetry={() => void workspace.refetch()} />;
  }
  const wrong = fieldErrors(update.error).name;
  const empty = typed !== null && typed.trim() === '' ? t('settings.required') : undefined;
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (dirty && name.trim() !== '') save();
      }}
    >
      {update.error && !wrong ? <FailurePanel error={update.error} /> : null}
      <FormField
        label={t('settings.workspaceName')}
        hint={mayChange ? undefined : t('settings.readOnly')}
        error={empty ?? wrong}
      >
        <Input
          dir="auto"
          maxLength={100}
          value={name}
          disabled={!mayChange || workspace.isPending}
          onValueChange={setTyped}
        />
      </FormField>
      {mayChange ? (
        <div className="flex gap-2">
          <Button
            type="submit"
            variant="primary"
            busy={update.isPending}
            disabled={!dirty || name.trim() === ''}
          >
            {t('common.save')}
          </Button>
          {dirty ? (
            <Button variant="quiet" onClick={() => setTyped(null)}>
              {t('common.cancel')}
            </Button>
          ) : null}
        </div>
      ) : null}
      <dl className="flex flex-col gap-1 text-ink-2 text-sm">
        <div className="flex flex-wrap items-center gap-x-2">
          <dt>{t('settings.workspaceId')}</dt>
          {workspace.data ? (
            <dd className="flex min-w-0 items-center gap-1">
              <code className="wrap-anywhere font-mono text-ink">{workspace.data.id}</code>
              <CopyButton
                text={workspace.data.id}
                label={t('settings.copyId')}
                onFail={() => toast.fail(t('common.copyFailed'))}
              />
            </dd>
          ) : (
            <dd>
              <Skeleton className="w-56" />
            </dd>
          )}
        </div>
        {workspace.data ? (
          <div className="flex gap-2">
            <dt>{t('settings.created')}</dt>
            <dd className="text-ink">
              <RelativeTime at={workspace.data.createdAt} withAbsolute />
            </dd>
          </div>
        ) : null}
      </dl>
    </form>
  );
}
