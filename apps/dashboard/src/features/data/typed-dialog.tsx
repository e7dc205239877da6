import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { type ReactNode, useState } from 'react';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

/** Asks before a loss that nothing brings back: something has to be typed that is not typed by chance. */
export function TypedDialog(props: {
  open: boolean;
  onClose: () => void;
  title: string;
  lead: string;
  label: string;
  expected: string;
  act: string;
  busy: boolean;
  error: unknown;
  onConfirm: () => void;
  children?: ReactNode;
}) {
  const t = useTexts();
  const [typed, setTyped] = useState('');
  const isRight = typed.trim().toLowerCase() === props.expected.trim().toLowerCase();
  const close = () => {
    setTyped('');
    props.onClose();
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      title={props.title}
      description={props.lead}
      footer={
        <>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button variant="danger" busy={props.busy} disabled={!isRight} onClick={props.onConfirm}>
            {props.act}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {props.children}
        {props.error ? <FailurePanel error={props.error} /> : null}
        <FormField label={props.label}>
          <Input value={typed} onValueChange={setTyped} autoComplete="off" dir="auto" />
        </FormField>
      </div>
    </Dialog>
  );
}
