import type { ConversationDetails } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { IconButton } from '@platform/ui/icon-button';
import { Menu, MenuItem } from '@platform/ui/menu';
import { Skeleton } from '@platform/ui/skeleton';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, Check, Ellipsis, Hand, PanelRight, RotateCcw, Undo2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useWorkspace } from '../../../shell/workspace-context.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import type { ConversationActions } from '../state/use-conversation-actions.ts';
import { StateChip } from '../state-chip.tsx';

/** The style sheet's `lg`: below it one pane is shown at a time. */
const onePane = '(width < 64rem)';

/** Who it is, who has it, and the acts: the likely one as a button, all of them behind a key too. */
export function ThreadHeader(props: {
  conversation: ConversationDetails | undefined;
  actions: ConversationActions;
  mayWrite: boolean;
  onShowDetails: () => void;
}) {
  const t = useTexts();
  const { person } = useWorkspace();
  const { conversation, actions } = props;
  const mine = conversation?.state === 'human' && conversation.assigneeId === person.id;
  const resolved = conversation?.state === 'resolved';
  const heading = useRef<HTMLHeadingElement>(null);
  const known = conversation !== undefined;
  useEffect(() => {
    // Where the list has gone, the row that was pressed took the focus with it.
    if (known && matchMedia(onePane).matches) heading.current?.focus({ preventScroll: true });
  }, [known]);
  return (
    <header className="flex min-h-14 items-center gap-2 border-line border-b bg-surface px-3 py-2 md:px-5">
      <Link
        to="/inbox"
        search
        aria-label={t('inbox.backToList')}
        className="touch-target -ms-1 inline-flex size-8 items-center justify-center rounded-control text-ink-2 hover:bg-hover lg:hidden"
      >
        <ArrowLeft aria-hidden className="size-4 rtl:rotate-180" />
      </Link>
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5">
        {conversation ? (
          <>
            <h2
              ref={heading}
              tabIndex={-1}
              dir="auto"
              className="min-w-0 truncate font-medium text-lg"
            >
              {conversation.visitorName ?? t('inbox.visitor')}
            </h2>
            <StateChip conversation={conversation} />
          </>
        ) : (
          <Skeleton className="w-40" />
        )}
      </div>
      {conversation && props.mayWrite ? (
        <>
          {mine ? (
            <Button
              icon={<Undo2 aria-hidden className="size-4" />}
              onClick={() => void actions.handBack()}
              aria-keyshortcuts="h"
            >
              {t('inbox.handBack')}
            </Button>
          ) : resolved ? null : (
            <Button
              variant="human"
              icon={<Hand aria-hidden className="size-4" />}
              onClick={() => void actions.takeOver()}
              aria-keyshortcuts="t"
            >
              {t('inbox.takeOver')}
            </Button>
          )}
          <Button
            className="max-sm:hidden"
            icon={
              resolved ? (
                <RotateCcw aria-hidden className="size-4" />
              ) : (
                <Check aria-hidden className="size-4" />
              )
            }
            onClick={() => void (resolved ? actions.reopen() : actions.resolve())}
            aria-keyshortcuts="e"
          >
            {resolved ? t('inbox.reopen') : t('inbox.resolve')}
          </Button>
        </>
      ) : null}
      <span className="hidden sm:max-xl:block">
        <IconButton label={t('inbox.details')} onClick={props.onShowDetails}>
          <PanelRight aria-hidden />
        </IconButton>
      </span>
      <span className="sm:hidden">
        <Menu
          align="end"
          trigger={
            <button
              type="button"
              aria-label={t('inbox.actions')}
              className="touch-target inline-flex size-8 items-center justify-center rounded-control text-ink-2 hover:bg-hover"
            >
              <Ellipsis aria-hidden className="size-4" />
            </button>
          }
        >
          {props.mayWrite ? (
            <MenuItem
              icon={<Check aria-hidden />}
              onSelect={() => void (resolved ? actions.reopen() : actions.resolve())}
            >
              {resolved ? t('inbox.reopen') : t('inbox.resolve')}
            </MenuItem>
          ) : null}
          <MenuItem icon={<PanelRight aria-hidden />} onSelect={props.onShowDetails}>
            {t('inbox.details')}
          </MenuItem>
        </Menu>
      </span>
    </header>
  );
}
