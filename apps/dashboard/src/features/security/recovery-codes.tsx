import { Button } from '@platform/ui/button';
import { CopyButton } from '@platform/ui/copy-button';
import { Dialog } from '@platform/ui/dialog';
import { toast } from '@platform/ui/toast';
import { Download } from 'lucide-react';
import { useRef } from 'react';
import { useTexts } from '../../texts/use-texts.tsx';

/** The one time the codes are to be seen: to be written down, copied or downloaded. */
export function RecoveryCodesDialog(props: {
  codes: readonly string[] | null;
  account: string;
  replaced: boolean;
  onClose: () => void;
}) {
  const t = useTexts();
  const main = useRef<HTMLButtonElement>(null);
  const codes = props.codes ?? [];
  const text = codes.join('\n');
  return (
    <Dialog
      open={props.codes !== null}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      initialFocus={main}
      title={t('security.codesTitle')}
      description={`${t('security.codesLead')}${props.replaced ? ` ${t('security.codesReplaced')}` : ''}`}
      footer={
        <>
          <CopyButton text={text} onFail={() => toast.fail(t('common.copyFailed'))}>
            {t('common.copy')}
          </CopyButton>
          <Button
            icon={<Download aria-hidden className="size-4" />}
            onClick={() => save(`${t('common.appName')} · ${props.account}\n\n${text}\n`)}
          >
            {t('security.download')}
          </Button>
          <Button ref={main} variant="primary" onClick={props.onClose}>
            {t('security.codesSaved')}
          </Button>
        </>
      }
    >
      <ol
        aria-label={t('security.codes')}
        dir="ltr"
        className="grid grid-cols-1 gap-x-8 gap-y-1.5 font-mono sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'parley-recovery-codes.txt';
  link.click();
  // After the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
