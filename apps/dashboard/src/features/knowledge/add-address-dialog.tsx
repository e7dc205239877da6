import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { Notice } from '@platform/ui/notice';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { fieldErrors, readError } from '../../api/api-error.ts';
import { trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { writeSource } from './sources/use-sources.ts';

/** A page or a file on the web becomes a source, as it is now. Mounted while open. */
export function AddAddressDialog(props: { onClose: () => void }) {
  const t = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const [address, setAddress] = useState('');
  const [checked, setChecked] = useState(false);
  const add = useMutation(
    trpc.knowledge.addAddress.mutationOptions({
      onSuccess: (added) => {
        if (added.result === 'refused') {
          toast.fail(added.message, { detail: added.advice });
        } else {
          writeSource(added.document);
          const words =
            added.result === 'duplicate' ? 'knowledge.addressKnown' : 'knowledge.textAdded';
          toast.say(t(words, { title: added.document.title }));
        }
        props.onClose();
      },
    }),
  );
  const wrong = fieldErrors(add.error).address;
  const missing = checked && address.trim() === '' ? t('knowledge.required') : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={t('knowledge.addAddress')}
      description={t('knowledge.addAddressHint')}
      initialFocus={field}
      footer={
        <>
          <Button variant="quiet" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" form="add-address" variant="primary" busy={add.isPending}>
            {t('knowledge.addAddressSubmit')}
          </Button>
        </>
      }
    >
      <form
        id="add-address"
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          const typed = address.trim();
          if (typed === '') return;
          // People paste what their browser shows, which leaves the scheme out.
          add.mutate({ address: /^[a-z]+:/i.test(typed) ? typed : `https://${typed}` });
        }}
      >
        {add.error && !wrong ? <AddFailure error={add.error} /> : null}
        <FormField label={t('knowledge.address')} error={missing ?? wrong}>
          <Input
            ref={field}
            type="url"
            name="address"
            inputMode="url"
            placeholder="https://acme.com/help/returns"
            value={address}
            onValueChange={setAddress}
          />
        </FormField>
      </form>
    </Dialog>
  );
}

function AddFailure(props: { error: unknown }) {
  const t = useTexts();
  const { code, message } = readError(props.error);
  if (code !== 'CONFLICT') return <FailurePanel error={props.error} />;
  return (
    <Notice tone="danger" title={t('knowledge.addressFailed')}>
      {message}
    </Notice>
  );
}
