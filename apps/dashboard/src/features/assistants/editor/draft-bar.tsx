import type { Assistant } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Chip } from '@platform/ui/chip';
import { Dialog } from '@platform/ui/dialog';
import { RelativeTime } from '@platform/ui/relative-time';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { CircleAlert, CloudCheck, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import { trpc } from '../../../api/client.ts';
import { errorWords } from '../../../api/error-texts.ts';
import { useTexts } from '../../../texts/use-texts.tsx';
import type { SettingName } from './draft-settings.ts';
import { settingInWords, settingLabels } from './setting-words.ts';
import { type Draft, rememberAssistant } from './use-draft.ts';

/** Draft against published: whether it is saved, what differs, and the two ways to make them equal. */
export function DraftBar(props: { assistant: Assistant; draft: Draft; mayChange: boolean }) {
  const t = useTexts();
  const { assistant, draft } = props;
  const [showing, setShowing] = useState(false);
  const { changes, published } = assistant;

  const publish = useMutation(
    trpc.assistants.publish.mutationOptions({
      onSuccess: (told) => {
        rememberAssistant(told);
        setShowing(false);
        toast.say(t('assistants.publishedNow'));
      },
      onError: (error) =>
        toast.fail(t('assistants.publishFailed'), { detail: errorWords(error, t).title }),
    }),
  );
  const discard = useMutation(
    trpc.assistants.discardDraft.mutationOptions({
      onSuccess: (told) => {
        const before = draft.values;
        rememberAssistant(told);
        draft.adopt(told.draft);
        setShowing(false);
        toast.say(t('assistants.discarded'), {
          action: { label: t('common.undo'), onSelect: () => draft.fill(before) },
        });
      },
      onError: (error) =>
        toast.fail(t('assistants.discardFailed'), { detail: errorWords(error, t).title }),
    }),
  );
  // What is published is what is on the screen, not what was saved a second ago.
  const publishNow = async () => {
    if (Object.keys(draft.errors).length > 0) {
      toast.fail(t('assistants.publishWrong'));
      return;
    }
    if (await draft.flush()) publish.mutate({ assistantId: assistant.id });
  };
  const upToDate = published !== null && changes.length === 0 && draft.saveState.state === 'saved';

  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <SaveState draft={draft} />
      {published === null ? (
        <Chip tone="outline">{t('assistants.neverPublished')}</Chip>
      ) : changes.length === 0 ? (
        <Chip tone="ok">{t('assistants.upToDate')}</Chip>
      ) : (
        <Button size="sm" onClick={() => setShowing(true)}>
          {t('assistants.changeCount', { count: changes.length })}
        </Button>
      )}
      {props.mayChange ? (
        <div className="ms-auto flex gap-2">
          {published !== null && changes.length > 0 ? (
            <Button
              variant="quiet"
              busy={discard.isPending}
              onClick={() => discard.mutate({ assistantId: assistant.id })}
            >
              {t('assistants.discard')}
            </Button>
          ) : null}
          <Button
            variant="primary"
            busy={publish.isPending}
            disabled={upToDate}
            onClick={() => void publishNow()}
          >
            {t('assistants.publish')}
          </Button>
        </div>
      ) : null}
      <ChangesDialog assistant={assistant} open={showing} onOpenChange={setShowing} />
    </div>
  );
}

function SaveState({ draft }: { draft: Draft }) {
  const t = useTexts();
  const { saveState } = draft;
  const wrong = Object.keys(draft.errors).length;
  if (saveState.state === 'failed') {
    const words = errorWords(saveState.error, t);
    return (
      <p role="alert" className="flex items-center gap-2 text-danger text-sm">
        <CircleAlert aria-hidden className="size-4 shrink-0" />
        {t('assistants.notSaved', { reason: words.title })}
        <Button size="sm" onClick={() => void draft.flush()}>
          {t('common.retry')}
        </Button>
      </p>
    );
  }
  if (saveState.state === 'saved' && wrong > 0) {
    return (
      <p role="status" className="flex items-center gap-2 text-danger text-sm">
        <CircleAlert aria-hidden className="size-4 shrink-0" />
        {t('assistants.fieldsWrong', { count: wrong })}
      </p>
    );
  }
  const saved = saveState.state === 'saved';
  return (
    <p role="status" className="flex items-center gap-1.5 text-ink-2 text-sm">
      {saved ? (
        <CloudCheck aria-hidden className="size-4" />
      ) : (
        <LoaderCircle aria-hidden className="size-4 animate-spin" />
      )}
      {saved ? t('assistants.draftSaved') : t('assistants.draftSaving')}
    </p>
  );
}

function ChangesDialog(props: {
  assistant: Assistant;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTexts();
  const { draft, published, changes, publishedAt } = props.assistant;
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t('assistants.changesTitle')}
      description={
        publishedAt ? (
          <>
            {t('assistants.publishedAt')} <RelativeTime at={publishedAt} />
          </>
        ) : null
      }
    >
      <dl className="flex flex-col gap-4">
        {(changes as SettingName[]).map((name) => (
          <div key={name}>
            <dt className="font-medium">{t(settingLabels[name])}</dt>
            {published ? (
              <dd dir="auto" className="wrap-anywhere whitespace-pre-wrap text-ink-2">
                <del>{settingInWords(published, name, t)}</del>
              </dd>
            ) : null}
            <dd dir="auto" className="wrap-anywhere whitespace-pre-wrap">
              <ins className="no-underline">{settingInWords(draft, name, t)}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
