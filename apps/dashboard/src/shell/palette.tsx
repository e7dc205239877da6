import { CommandPalette, type PaletteGroup } from '@platform/ui/command-palette';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FilePlus2, Hand, Keyboard, MessageSquare, SearchCheck } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { trpc } from '../api/client.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { places } from './navigation.ts';
import { keyCaps } from './shortcuts/shortcuts-dialog.tsx';

export function Palette(props: {
  open: boolean;
  onClose: () => void;
  onShowShortcuts: () => void;
}) {
  const t = useTexts();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const search = useDeferredValue(query.trim());
  const found = useQuery({
    ...trpc.conversations.list.queryOptions({ search, limit: 6 }),
    enabled: props.open && search.length > 1,
    placeholderData: keepPreviousData,
  });
  /** It opens empty the next time. */
  const close = () => {
    setQuery('');
    props.onClose();
  };
  const then = (act: () => void) => () => {
    close();
    act();
  };
  const groups: PaletteGroup[] = [
    {
      heading: t('palette.goTo'),
      items: places.map((place) => ({
        id: place.to,
        label: t(place.label),
        icon: <place.icon aria-hidden />,
        shortcut: keyCaps(`g ${place.key}`).join(' '),
        onSelect: then(() => void navigate({ to: place.to })),
      })),
    },
    {
      heading: t('palette.actions'),
      items: [
        {
          id: 'waiting',
          label: t('palette.waiting'),
          icon: <Hand aria-hidden />,
          onSelect: then(() => void navigate({ to: '/inbox', search: { view: 'waiting' } })),
        },
        {
          id: 'add-sources',
          label: t('palette.addSources'),
          keywords: ['upload', 'document'],
          icon: <FilePlus2 aria-hidden />,
          onSelect: then(() => void navigate({ to: '/knowledge' })),
        },
        {
          id: 'try-question',
          label: t('palette.tryQuestion'),
          keywords: ['search', 'test'],
          icon: <SearchCheck aria-hidden />,
          onSelect: then(() => void navigate({ to: '/knowledge' })),
        },
        {
          id: 'shortcuts',
          label: t('shell.shortcuts'),
          icon: <Keyboard aria-hidden />,
          shortcut: '?',
          onSelect: then(props.onShowShortcuts),
        },
      ],
    },
    {
      heading: t('palette.conversations'),
      items:
        search.length > 1
          ? (found.data?.items ?? []).map((each) => ({
              id: each.id,
              label: each.firstQuestion || each.lastText,
              hint: each.visitorName ?? '',
              icon: <MessageSquare aria-hidden />,
              always: true,
              onSelect: then(
                () =>
                  void navigate({
                    to: '/inbox/$conversationId',
                    params: { conversationId: each.id },
                  }),
              ),
            }))
          : [],
    },
  ];
  return (
    <CommandPalette
      open={props.open}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      label={t('palette.label')}
      placeholder={t('palette.placeholder')}
      emptyText={t('palette.empty')}
      query={query}
      onQueryChange={setQuery}
      groups={groups}
    />
  );
}
