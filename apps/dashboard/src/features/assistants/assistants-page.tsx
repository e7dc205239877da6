import type { Assistant } from '@platform/api-contract/types';
import { Chip } from '@platform/ui/chip';
import { RelativeTime } from '@platform/ui/relative-time';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MessageCircleQuestion } from 'lucide-react';
import { api, queryClient, trpc } from '../../api/client.ts';
import { ListPage, ListRow, rowLinkClass } from '../../lib/list-page.tsx';
import { removeWithUndo } from '../../lib/remove-with-undo.ts';
import { useMay } from '../../shell/workspace-context.tsx';
import { type Texts, useTexts } from '../../texts/use-texts.tsx';
import { CreateAssistantDialog } from './create-assistant-dialog.tsx';

export function AssistantsPage() {
  const t = useTexts();
  const mayChange = useMay('assistants.write');
  const query = useQuery(trpc.assistants.list.queryOptions());
  return (
    <ListPage
      title={t('nav.assistants')}
      lead={t('assistants.lead')}
      query={query}
      items={query.data?.assistants}
      empty={{
        icon: <MessageCircleQuestion aria-hidden />,
        title: t('assistants.emptyTitle'),
        hint: t('assistants.emptyHint'),
      }}
      create={
        mayChange
          ? {
              label: t('assistants.create'),
              dialog: (close) => <CreateAssistantDialog onClose={close} />,
            }
          : undefined
      }
      row={(each) => <AssistantRow key={each.id} assistant={each} mayChange={mayChange} />}
    />
  );
}

function AssistantRow({ assistant, mayChange }: { assistant: Assistant; mayChange: boolean }) {
  const t = useTexts();
  const { draft, published, changes } = assistant;
  return (
    <ListRow
      heading={
        <>
          <Link
            to="/assistants/$assistantId"
            params={{ assistantId: assistant.id }}
            className={rowLinkClass}
          >
            <bdi>{draft.name}</bdi>
          </Link>
          {published === null ? (
            <Chip tone="outline">{t('assistants.neverPublished')}</Chip>
          ) : changes.length > 0 ? (
            <Chip tone="neutral">{t('assistants.changeCount', { count: changes.length })}</Chip>
          ) : (
            <Chip tone="ok">{t('assistants.upToDate')}</Chip>
          )}
        </>
      }
      menuLabel={t('assistants.rowMenu', { name: draft.name })}
      onDelete={mayChange ? () => removeAssistant(assistant, t) : undefined}
    >
      <p className="truncate text-ink-2">
        <bdi>{draft.greeting}</bdi>
      </p>
      <p className="text-ink-2 text-sm">
        {draft.model === 'auto' ? t('assistants.modelAuto') : draft.model}
        {' · '}
        {t('assistants.conversations', { count: assistant.conversationCount })}
        {' · '}
        <RelativeTime at={assistant.updatedAt} />
      </p>
    </ListRow>
  );
}

function removeAssistant({ id, draft }: Assistant, t: Texts): void {
  const input = { assistantId: id };
  removeWithUndo({
    id,
    said: t('assistants.removed', { name: draft.name }),
    failed: t('assistants.removeFailed', { name: draft.name }),
    remove: () => api.assistants.remove.mutate(input),
    procedure: 'assistants.remove',
    input,
    onRemoved: () => void queryClient.invalidateQueries({ queryKey: trpc.assistants.pathKey() }),
  });
}
