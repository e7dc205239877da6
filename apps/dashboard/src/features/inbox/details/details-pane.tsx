import type { ConversationDetails } from '@platform/api-contract/types';
import { formatMicros } from '@platform/shared/money';
import { Button } from '@platform/ui/button';
import { CopyButton } from '@platform/ui/copy-button';
import { RelativeTime } from '@platform/ui/relative-time';
import { toast } from '@platform/ui/toast';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useMediaQuery } from '../../../lib/use-media-query.ts';
import { useMay } from '../../../shell/workspace-context.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import { EraseVisitorDialog } from '../../data/erase-visitor-dialog.tsx';
import type { ConversationActions } from '../state/use-conversation-actions.ts';
import { AssigneeSelect } from './assignee-select.tsx';
import { TagEditor } from './tag-editor.tsx';

/** What is known of the visitor and of the conversation, and what the team can set. */
export function DetailsPane(props: {
  conversation: ConversationDetails;
  actions: ConversationActions;
  mayWrite: boolean;
}) {
  const t = useTexts();
  const { conversation } = props;
  const { visitor } = conversation;
  // Where this pane covers the list, the list is where one wants to be.
  const besideList = useMediaQuery('(width >= 75rem)');
  const mayErase = useMay('data.manage');
  const navigate = useNavigate();
  const [erasing, setErasing] = useState(false);
  const pageUrl = conversation.pageUrl ?? visitor?.pageUrl ?? null;
  return (
    <div className="flex flex-col gap-6 xl:p-5">
      <Group title={t('inbox.detailAssignee')}>
        <AssigneeSelect {...props} />
      </Group>
      <Group title={t('inbox.detailTags')}>
        <TagEditor {...props} />
      </Group>
      <Group title={t('inbox.detailVisitor')}>
        <dl className="flex flex-col gap-2">
          <Fact name={t('inbox.visitor')}>
            <span dir="auto">{conversation.visitorName ?? t('inbox.unknown')}</span>
          </Fact>
          {visitor?.email ? (
            <Fact name={t('inbox.detailEmail')}>
              <a href={`mailto:${visitor.email}`} className="underline underline-offset-2">
                {visitor.email}
              </a>
              {visitor.verified ? (
                <span className="text-ok"> · {t('inbox.detailVerified')}</span>
              ) : null}
            </Fact>
          ) : null}
          {pageUrl ? (
            <Fact name={t('inbox.detailPage')}>
              <a
                href={pageUrl}
                target="_blank"
                rel="noopener noreferrer"
                className="underline underline-offset-2"
              >
                {pageUrl.replace(/^https?:\/\//, '')}
              </a>
            </Fact>
          ) : null}
          {visitor ? (
            <>
              {visitor.locale ? (
                <Fact name={t('inbox.detailLanguage')}>{visitor.locale}</Fact>
              ) : null}
              <Fact name={t('inbox.detailFirstSeen')}>
                <RelativeTime at={visitor.firstSeenAt} withAbsolute />
              </Fact>
              <Fact name={t('inbox.detailLastSeen')}>
                <RelativeTime at={visitor.lastSeenAt} withAbsolute />
              </Fact>
              <Fact name={t('inbox.detailHistory')}>
                {t('inbox.detailHistoryCount', { count: visitor.conversationCount })}
                {visitor.conversationCount > 1 ? (
                  <Link
                    {...(besideList
                      ? {
                          to: '/inbox/$conversationId',
                          params: { conversationId: conversation.id },
                        }
                      : { to: '/inbox' })}
                    search={{ view: 'all', visitor: visitor.id }}
                    className="block underline underline-offset-2"
                  >
                    {t('inbox.detailHistoryShow')}
                  </Link>
                ) : null}
              </Fact>
            </>
          ) : null}
        </dl>
        {visitor && mayErase ? (
          <Button size="sm" variant="danger" className="mt-3" onClick={() => setErasing(true)}>
            {t('data.eraseVisitor')}
          </Button>
        ) : null}
        <EraseVisitorDialog
          visitor={
            visitor && erasing
              ? { id: visitor.id, name: conversation.visitorName ?? t('data.unnamed') }
              : null
          }
          onClose={() => setErasing(false)}
          onErased={() => void navigate({ to: '/inbox', search: (now) => now })}
        />
      </Group>
      <Group title={t('inbox.detailConversation')}>
        <dl className="flex flex-col gap-2">
          <Fact name={t('inbox.detailCost')}>{formatMicros(conversation.costMicros)}</Fact>
          <Fact name={t('inbox.detailMessages')}>{conversation.messageCount}</Fact>
          <Fact name={t('inbox.detailStarted')}>
            <RelativeTime at={conversation.createdAt} withAbsolute />
          </Fact>
          <Fact name={t('inbox.detailAssistant')}>
            <span dir="auto">{conversation.assistantName}</span>
          </Fact>
          <Fact name={t('inbox.detailId')}>
            <span className="flex items-center gap-1">
              <code className="min-w-0 truncate font-mono text-xs">{conversation.id}</code>
              <CopyButton
                text={conversation.id}
                label={t('inbox.copyId')}
                onFail={() => toast.fail(t('common.copyFailed'))}
              />
            </span>
          </Fact>
        </dl>
      </Group>
    </div>
  );
}

function Group(props: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="pb-2 font-medium">{props.title}</h3>
      {props.children}
    </section>
  );
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6rem_minmax(0,1fr)] gap-2 text-sm">
      <dt className="text-ink-2">{props.name}</dt>
      <dd className="wrap-anywhere min-w-0">{props.children}</dd>
    </div>
  );
}
