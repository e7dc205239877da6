import { EmptyState } from '@platform/ui/empty-state';
import { Kbd } from '@platform/ui/kbd';
import { getRouteApi, Outlet, useNavigate, useParams } from '@tanstack/react-router';
import clsx from 'clsx';
import { MessagesSquare } from 'lucide-react';
import { useRef, useState } from 'react';
import { useShortcuts } from '../../shell/shortcuts/use-shortcuts.ts';
import { usePageTitle } from '../../shell/use-page-title.ts';
import { Text, useTexts } from '../../texts/use-texts.tsx';
import { ConversationList } from './list/conversation-list.tsx';
import { ListFilters } from './list/list-filters.tsx';
import { useConversationList } from './list/use-conversation-list.ts';

const route = getRouteApi('/workspace/inbox');

/** Two panes of three: the list, and the open conversation, which brings its details with it. */
export function InboxPage() {
  const t = useTexts();
  const navigate = useNavigate();
  const search = route.useSearch();
  const { conversationId: openId } = useParams({ strict: false });
  const list = useConversationList(search);
  const searchField = useRef<HTMLInputElement>(null);
  const [cursorId, setCursorId] = useState<string>();
  usePageTitle(openId ? null : t('nav.inbox'));

  const move = (by: 1 | -1) => {
    const all = list.conversations;
    const at = all.findIndex((each) => each.id === (cursorId ?? openId));
    const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
    if (next) setCursorId(next.id);
  };
  const group = t('inbox.group');
  useShortcuts([
    { keys: 'j', label: t('inbox.keys.next'), group, run: () => move(1) },
    { keys: 'k', label: t('inbox.keys.previous'), group, run: () => move(-1) },
    {
      keys: 'Enter',
      label: t('inbox.keys.open'),
      group,
      run: () => {
        const id = cursorId ?? list.conversations[0]?.id;
        if (!id) return;
        void navigate({
          to: '/inbox/$conversationId',
          params: { conversationId: id },
          search: (now) => now,
        });
      },
    },
    {
      keys: '/',
      label: t('inbox.keys.search'),
      group,
      run: () => searchField.current?.focus(),
    },
  ]);

  return (
    <div className="relative flex h-full min-h-0">
      {openId ? <h1 className="sr-only lg:hidden">{t('nav.inbox')}</h1> : null}
      <section
        aria-label={t('inbox.listLabel')}
        className={clsx(
          'flex min-h-0 w-full shrink-0 flex-col border-line border-e bg-surface lg:w-[clamp(17.5rem,23.6vw,21.25rem)]',
          // Out of sight, not out of the layout: the list keeps its place for the way back.
          openId && 'max-lg:invisible max-lg:absolute max-lg:inset-0',
        )}
      >
        <h1 tabIndex={-1} className="px-4 pt-4 font-medium text-xl">
          {t('nav.inbox')}
        </h1>
        <ListFilters
          search={search}
          visitorName={list.conversations[0]?.visitorName ?? null}
          searchField={searchField}
        />
        <ConversationList list={list} search={search} openId={openId} cursorId={cursorId} />
      </section>
      <div className={clsx('min-h-0 min-w-0 flex-1 lg:flex', openId ? 'flex' : 'hidden')}>
        {openId ? (
          <Outlet />
        ) : (
          <EmptyState
            icon={<MessagesSquare aria-hidden />}
            title={t('inbox.chooseTitle')}
            className="mt-[16vh] ms-[8%]"
          >
            <Text
              id="inbox.chooseDetail"
              parts={{
                0: <Kbd>J</Kbd>,
                1: <Kbd>K</Kbd>,
                2: <Kbd>Enter</Kbd>,
                3: <Kbd>?</Kbd>,
              }}
            />
          </EmptyState>
        )}
      </div>
    </div>
  );
}
