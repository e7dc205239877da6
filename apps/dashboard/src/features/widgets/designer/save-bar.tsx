import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { keepClear } from '@platform/ui/lib/keep-clear';
import { useBlocker } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import { errorWords } from '../../../api/error-texts.ts';
import { useTexts } from '../../../texts/use-texts.tsx';
import type { WidgetFormState } from './use-widget-form.ts';

/** Stands at the foot while something is not saved; leaving asks first. */
export function SaveBar({ state }: { state: WidgetFormState }) {
  const t = useTexts();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => state.dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => state.dirty,
    withResolver: true,
  });
  const leaving = blocker.status === 'blocked';
  return (
    <>
      {state.dirty ? (
        <div
          ref={keepClear}
          className="sticky bottom-0 z-20 -mx-4 mt-6 -mb-6 flex flex-wrap items-center gap-2 border-line border-t bg-paper px-4 py-3 md:-mx-8 md:px-8"
        >
          <p role="status" className="me-auto text-ink-2">
            {t('widgets.unsaved')}
          </p>
          {state.error ? (
            <p role="alert" className="flex items-center gap-1.5 text-danger text-sm">
              <CircleAlert aria-hidden className="size-4 shrink-0" />
              {state.overtaken
                ? t('widgets.overtaken')
                : t('widgets.saveFailed', { reason: errorWords(state.error, t).title })}
            </p>
          ) : null}
          <Button variant="quiet" onClick={state.discard}>
            {t('widgets.discard')}
          </Button>
          <Button variant="primary" busy={state.saving} onClick={state.save}>
            {t('common.save')}
          </Button>
        </div>
      ) : null}
      <Dialog
        open={leaving}
        size="sm"
        onOpenChange={(open) => {
          if (!open) blocker.reset?.();
        }}
        title={t('widgets.leaveTitle')}
        description={t('widgets.leaveHint')}
        footer={
          <>
            <Button variant="danger" onClick={() => blocker.proceed?.()}>
              {t('widgets.leave')}
            </Button>
            <Button variant="primary" onClick={() => blocker.reset?.()}>
              {t('widgets.stay')}
            </Button>
          </>
        }
      />
    </>
  );
}
