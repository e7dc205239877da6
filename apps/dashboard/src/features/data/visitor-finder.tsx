import { Button } from '@platform/ui/button';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { RelativeTime } from '@platform/ui/relative-time';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { EraseVisitorDialog } from './erase-visitor-dialog.tsx';
import { useAskForExport } from './use-exports.ts';

export function VisitorFinder() {
  const t = useTexts();
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const [erasing, setErasing] = useState<{ id: string; name: string } | null>(null);
  const ask = useAskForExport('visitor');
  const found = useQuery({
    ...trpc.data.findVisitors.queryOptions({ search }),
    enabled: search !== '',
    staleTime: 0,
  });
  return (
    <div className="flex flex-col gap-4">
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          setSearch(typed.trim());
        }}
      >
        <div className="min-w-0 flex-1">
          <FormField label={t('data.findVisitor')}>
            <Input type="search" value={typed} onValueChange={setTyped} dir="auto" />
          </FormField>
        </div>
        <Button type="submit" disabled={typed.trim() === ''} busy={found.isFetching}>
          {t('data.find')}
        </Button>
      </form>
      {found.error ? <FailurePanel error={found.error} /> : null}
      {found.data?.visitors.length === 0 ? (
        <p className="text-ink-2">{t('data.noVisitor')}</p>
      ) : null}
      {found.data && found.data.visitors.length > 0 ? (
        <ul aria-label={t('data.visitors')} className="border-line border-t">
          {found.data.visitors.map((visitor) => {
            const name = visitor.name ?? visitor.email ?? t('data.unnamed');
            return (
              <li
                key={visitor.id}
                className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b py-2.5"
              >
                <div className="min-w-0 flex-1">
                  <p className="truncate font-medium">
                    <bdi>{name}</bdi>
                  </p>
                  <p className="truncate text-ink-2 text-sm">
                    {visitor.email === null || visitor.email === name
                      ? null
                      : `${visitor.email} · `}
                    {t('data.conversations', { count: visitor.conversationCount })}
                    {' · '}
                    <RelativeTime at={visitor.lastSeenAt} />
                  </p>
                </div>
                <Button
                  size="sm"
                  busy={ask.isPending && ask.variables?.visitorId === visitor.id}
                  onClick={() => ask.mutate({ visitorId: visitor.id })}
                >
                  {t('data.export')}
                </Button>
                <Button
                  size="sm"
                  variant="danger"
                  onClick={() => setErasing({ id: visitor.id, name })}
                >
                  {t('data.erase')}
                </Button>
              </li>
            );
          })}
        </ul>
      ) : null}
      <EraseVisitorDialog
        visitor={erasing}
        onClose={() => setErasing(null)}
        onErased={() => void found.refetch()}
      />
    </div>
  );
}
