import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { Notice } from '@platform/ui/notice';
import { Select } from '@platform/ui/select';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { queryClient, trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { readOrigin } from './designer/read-origin.ts';

export function CreateWidgetDialog(props: { onClose: () => void }) {
  const t = useTexts();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [site, setSite] = useState('');
  const [picked, setPicked] = useState<string | null>(null);
  const [checked, setChecked] = useState(false);
  const list = useQuery(trpc.assistants.list.queryOptions());
  const assistants = list.data?.assistants ?? [];
  const assistantId = picked ?? assistants[0]?.id ?? '';
  const create = useMutation(
    trpc.widgets.create.mutationOptions({
      onSuccess: (widget) => {
        queryClient.setQueryData(trpc.widgets.get.queryKey({ widgetId: widget.id }), widget);
        void queryClient.invalidateQueries({ queryKey: trpc.widgets.list.queryKey() });
        void navigate({ to: '/widgets/$widgetId', params: { widgetId: widget.id } });
      },
    }),
  );
  const wrong = fieldErrors(create.error);
  const origin =
    site.trim() === '' ? null : readOrigin(site.trim(), t('widgets.originWrong', { typed: site }));
  const originError = checked && origin && 'error' in origin ? origin.error : undefined;
  const nameError = checked && name.trim() === '' ? t('widgets.required') : wrong.name;
  return (
    <Dialog
      open
      initialFocus={field}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={t('widgets.create')}
      footer={
        <>
          <Button variant="quiet" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            form="create-widget"
            variant="primary"
            busy={create.isPending}
            disabled={assistantId === ''}
          >
            {t('widgets.create')}
          </Button>
        </>
      }
    >
      <form
        id="create-widget"
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (name.trim() === '' || (origin && 'error' in origin)) return;
          create.mutate({ name, assistantId, allowedOrigins: origin ? [origin.value] : [] });
        }}
      >
        {create.error ? <FailurePanel error={create.error} /> : null}
        {list.error ? (
          <FailurePanel error={list.error} onRetry={() => void list.refetch()} />
        ) : null}
        {list.isSuccess && assistants.length === 0 ? (
          <Notice title={t('widgets.noAssistant')}>
            <Link to="/assistants" className="text-ink underline underline-offset-2">
              {t('assistants.create')}
            </Link>
          </Notice>
        ) : null}
        <FormField label={t('widgets.name')} hint={t('widgets.nameHint')} error={nameError}>
          <Input ref={field} dir="auto" maxLength={60} value={name} onValueChange={setName} />
        </FormField>
        <FormField label={t('widgets.assistant')}>
          <Select
            label={t('widgets.assistant')}
            value={assistantId}
            disabled={assistants.length === 0}
            onValueChange={setPicked}
            options={assistants.map((each) => ({ value: each.id, label: each.draft.name }))}
          />
        </FormField>
        <FormField
          label={t('widgets.site')}
          hint={t('widgets.siteHint')}
          error={originError ?? wrong.allowedOrigins}
          optional
        >
          <Input
            inputMode="url"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="https://www.example.com"
            value={site}
            onValueChange={setSite}
          />
        </FormField>
      </form>
    </Dialog>
  );
}
