import type { Role } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { CopyButton } from '@platform/ui/copy-button';
import { Dialog } from '@platform/ui/dialog';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { toast } from '@platform/ui/toast';
import { useTexts } from '../../texts/use-texts.tsx';

/** The one time an invitation's link is shown. */
export function LinkShown(props: { link: string; role: Role; onClose: () => void }) {
  const t = useTexts();
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={t('team.inviteLinkTitle')}
      description={t('team.inviteLinkHint', { role: t(`team.role.${props.role}`) })}
      footer={
        <>
          <CopyButton text={props.link} onFail={() => toast.fail(t('common.copyFailed'))}>
            {t('team.copyLink')}
          </CopyButton>
          <Button variant="primary" onClick={props.onClose}>
            {t('team.done')}
          </Button>
        </>
      }
    >
      <FormField label={t('team.link')}>
        <Input
          readOnly
          value={props.link}
          className="font-mono text-sm"
          onFocus={(event) => event.currentTarget.select()}
        />
      </FormField>
    </Dialog>
  );
}
