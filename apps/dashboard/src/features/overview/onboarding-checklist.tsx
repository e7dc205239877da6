import type { Onboarding } from '@platform/api-contract/types';
import { Button, buttonClass } from '@platform/ui/button';
import { PageHeader } from '@platform/ui/page-header';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import clsx from 'clsx';
import { Check } from 'lucide-react';
import { queryClient, trpc } from '../../api/client.ts';
import { errorWords } from '../../api/error-texts.ts';
import { useMay } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

const order = [
  'uploadDocuments',
  'tryQuestion',
  'shapeAssistant',
  'pasteSnippet',
  'firstConversation',
] as const satisfies (keyof Onboarding['steps'])[];

const places = {
  uploadDocuments: '/knowledge',
  tryQuestion: '/knowledge',
  shapeAssistant: '/assistants',
  pasteSnippet: '/widgets',
  firstConversation: '/inbox',
} as const satisfies Record<keyof Onboarding['steps'], string>;

/** The first hour of a workspace. Each step tells what is really so, not what was clicked. */
export function OnboardingChecklist(props: { onboarding: Onboarding }) {
  const t = useTexts();
  const mayManage = useMay('workspace.manage');
  const { steps } = props.onboarding;
  const done = order.filter((each) => steps[each].done).length;
  const next = order.find((each) => !steps[each].done);
  const dismiss = useMutation(
    trpc.workspaces.dismissOnboarding.mutationOptions({
      onSuccess: (onboarding) => {
        queryClient.setQueryData(trpc.workspaces.onboarding.queryKey(), onboarding);
        toast.say(t('onboarding.dismissed'));
      },
      onError: (error) =>
        toast.fail(t('onboarding.dismissFailed'), { detail: errorWords(error, t).title }),
    }),
  );
  return (
    <>
      <PageHeader
        title={t('onboarding.title')}
        description={t('onboarding.lead')}
        actions={
          mayManage ? (
            <Button variant="quiet" busy={dismiss.isPending} onClick={() => dismiss.mutate()}>
              {t('onboarding.dismiss')}
            </Button>
          ) : null
        }
      />
      <p role="status" className="pb-2 text-ink-2 text-sm">
        {t('onboarding.progress', { done, total: order.length })}
      </p>
      <ol className="overflow-hidden rounded-panel border border-line bg-surface">
        {order.map((step, index) => (
          <li
            key={step}
            aria-current={step === next ? 'step' : undefined}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-4 py-4 last:border-b-0 md:px-5"
          >
            <span
              aria-hidden
              className={clsx(
                'inline-flex size-7 shrink-0 items-center justify-center rounded-full border text-sm',
                steps[step].done
                  ? 'border-ok text-ok'
                  : step === next
                    ? 'border-ink bg-ink text-on-ink'
                    : 'border-line-strong text-ink-2',
              )}
            >
              {steps[step].done ? <Check className="size-4" /> : index + 1}
            </span>
            <div className="min-w-0 flex-1 basis-56">
              <p className={clsx('font-medium', steps[step].done && 'text-ink-2')}>
                {t(`onboarding.${step}`)}
                {steps[step].done ? (
                  <span className="sr-only"> ({t('onboarding.done')})</span>
                ) : null}
              </p>
              <p className="text-ink-2">
                {steps[step].done ? null : `${t(`onboarding.${step}Why`)} `}
                {steps[step].detail}
              </p>
            </div>
            <Link to={places[step]} className={buttonClass(step === next ? 'primary' : 'outline')}>
              {t(`onboarding.${step}Act`)}
            </Link>
          </li>
        ))}
      </ol>
    </>
  );
}
