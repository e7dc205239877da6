import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { TextareaControl } from '@platform/ui/textarea-control';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { writeSource } from './sources/use-sources.ts';

/** A source made of text that is typed or pasted. Mounted while open; `text` is what was pasted. */
export function AddTextDialog(props: { text: string; onClose: () => void }) {
  const t = useTexts();
  const titleField = useRef<HTMLInputElement>(null);
  const [title, setTitle] = useState('');
  const [text, setText] = useState(props.text);
  const [checked, setChecked] = useState(false);
  const add = useMutation(
    trpc.knowledge.addText.mutationOptions({
      onSuccess: (source) => {
        writeSource(source);
        toast.say(t('knowledge.textAdded', { title: source.title }));
        props.onClose();
      },
    }),
  );
  const wrong = fieldErrors(add.error);
  const missing = (value: string) =>
    checked && value.trim() === '' ? t('knowledge.required') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (title.trim() !== '' && text.trim() !== '') add.mutate({ title: title.trim(), text });
  };
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={t('knowledge.addText')}
      description={t('knowledge.addTextHint')}
      initialFocus={titleField}
      footer={
        <>
          <Button variant="quiet" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" form="add-text" variant="primary" busy={add.isPending}>
            {t('knowledge.addTextSubmit')}
          </Button>
        </>
      }
    >
      <form id="add-text" noValidate onSubmit={submit} className="flex flex-col gap-4">
        {add.error ? <FailurePanel error={add.error} /> : null}
        <FormField label={t('knowledge.textTitle')} error={missing(title) ?? wrong.title}>
          <Input
            ref={titleField}
            name="title"
            dir="auto"
            maxLength={200}
            value={title}
            onValueChange={setTitle}
          />
        </FormField>
        <FormField
          label={t('knowledge.textBody')}
          hint={t('knowledge.textBodyHint')}
          error={missing(text) ?? wrong.text}
        >
          <TextareaControl
            name="text"
            rows={12}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </FormField>
      </form>
    </Dialog>
  );
}
