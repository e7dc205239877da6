import type { ApiKey } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { CopyButton } from '@platform/ui/copy-button';
import { Dialog } from '@platform/ui/dialog';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { toast } from '@platform/ui/toast';
import { useTexts } from '../../texts/use-texts.tsx';

/** A call without input for each scope that has one, so that a key can be tried at once. */
const firstCalls: Readonly<Record<string, string>> = {
  'workspace.read': 'workspaces.get',
  'conversations.read': 'conversations.counts',
  'assistants.read': 'assistants.list',
  'widgets.read': 'widgets.list',
  'system.read': 'system.status',
  'knowledge.read': 'knowledge.list?input=%7B%7D',
};

/** The one time a key is shown. */
export function KeyShown(props: { value: string; apiKey: ApiKey; onClose: () => void }) {
  const t = useTexts();
  const [call] = props.apiKey.scopes.flatMap((scope) => firstCalls[scope] ?? []);
  const command = `curl -H "Authorization: Bearer $PARLEY_KEY" "${location.origin}/trpc/${call}"`;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={t('keys.shownTitle')}
      description={t('keys.shownHint')}
      footer={
        <>
          <CopyButton text={props.value} onFail={() => toast.fail(t('common.copyFailed'))}>
            {t('keys.copy')}
          </CopyButton>
          <Button variant="primary" onClick={props.onClose}>
            {t('keys.done')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <FormField label={t('keys.key')}>
          <Input
            readOnly
            value={props.value}
            className="font-mono text-sm"
            onFocus={(event) => event.currentTarget.select()}
          />
        </FormField>
        {call === undefined ? null : (
          <div>
            <p className="font-medium">{t('keys.tryIt')}</p>
            <code className="wrap-anywhere font-mono text-ink-2 text-sm">{command}</code>
          </div>
        )}
      </div>
    </Dialog>
  );
}
