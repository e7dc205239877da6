import type { Widget, WidgetSettings } from '@platform/api-contract/types';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldErrors, readError } from '../../../api/api-error.ts';
import { queryClient, trpc } from '../../../api/client.ts';
import { errorWords } from '../../../api/error-texts.ts';
import { useTexts } from '../../../texts/use-texts.tsx';

/** What the designer changes. A widget has no draft: what is saved is what visitors see. */
export type WidgetForm = {
  name: string;
  assistantId: string;
  settings: WidgetSettings;
  allowedOrigins: string[];
};

type Touched = Partial<Omit<WidgetForm, 'settings'>> & { settings?: Partial<WidgetSettings> };

function formOf(widget: Widget): WidgetForm {
  const { name, assistantId, settings, allowedOrigins } = widget;
  return { name, assistantId, settings, allowedOrigins };
}

export function useWidgetForm(widget: Widget) {
  const t = useTexts();
  // Only what was touched stands here, so that what others save meanwhile still shows.
  const [touched, setTouched] = useState<Touched>({});
  const saved = formOf(widget);
  const form = { ...saved, ...touched, settings: { ...saved.settings, ...touched.settings } };
  const dirty = JSON.stringify(form) !== JSON.stringify(saved);

  const save = useMutation(
    trpc.widgets.update.mutationOptions({
      onSuccess: (told) => rememberWidget(told),
      onError: (error, { widgetId }) => {
        // What the other one saved comes into the form; what was touched here stays, to be saved again.
        if (readError(error).code !== 'CONFLICT') return;
        void queryClient.invalidateQueries({ queryKey: trpc.widgets.get.queryKey({ widgetId }) });
      },
    }),
  );
  const undo = useMutation(
    trpc.widgets.update.mutationOptions({
      onSuccess: (told) => rememberWidget(told),
      onError: (error) =>
        toast.fail(t('widgets.undoFailed'), { detail: errorWords(error, t).title }),
    }),
  );
  const toggle = useMutation(
    trpc.widgets.update.mutationOptions({
      onSuccess: (told) => {
        rememberWidget(told);
        toast.say(t(told.enabled ? 'widgets.switchedOn' : 'widgets.switchedOff'), {
          action: {
            label: t('common.undo'),
            onSelect: () => undo.mutate({ widgetId: widget.id, enabled: !told.enabled }),
          },
        });
      },
      onError: () => toast.fail(t('widgets.switchFailed')),
    }),
  );

  return {
    form,
    dirty,
    change: (values: Omit<Touched, 'settings'>) => setTouched((now) => ({ ...now, ...values })),
    setLook: <Name extends keyof WidgetSettings>(name: Name, value: WidgetSettings[Name]) =>
      setTouched((now) => ({ ...now, settings: { ...now.settings, [name]: value } })),
    discard: () => {
      setTouched({});
      save.reset();
    },
    save: () => {
      const before = saved;
      save.mutate(
        {
          widgetId: widget.id,
          ...touched,
          ...(touched.settings ? { settings: form.settings } : {}),
          seenAt: widget.updatedAt,
        },
        {
          onSuccess: ({ updatedAt }) => {
            setTouched({});
            toast.say(t('widgets.saved'), {
              action: {
                label: t('common.undo'),
                onSelect: () => undo.mutate({ widgetId: widget.id, ...before, seenAt: updatedAt }),
              },
            });
          },
        },
      );
    },
    saving: save.isPending,
    error: save.error,
    /** Somebody else saved meanwhile. */
    overtaken: readError(save.error).code === 'CONFLICT',
    errors: fieldErrors(save.error),
    setEnabled: (enabled: boolean) => toggle.mutate({ widgetId: widget.id, enabled }),
    switching: toggle.isPending,
  };
}

export type WidgetFormState = ReturnType<typeof useWidgetForm>;

export function rememberWidget(widget: Widget): void {
  const { id: widgetId } = widget;
  queryClient.setQueryData(trpc.widgets.get.queryKey({ widgetId }), widget);
  queryClient.setQueryData(
    trpc.widgets.list.queryKey(),
    (known) =>
      known && { widgets: known.widgets.map((each) => (each.id === widgetId ? widget : each)) },
  );
}
