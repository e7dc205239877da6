import type { AuditVerification } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { CopyButton } from '@platform/ui/copy-button';
import { Notice } from '@platform/ui/notice';
import { RelativeTime } from '@platform/ui/relative-time';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { api } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

/** Walks the chain on the server, and says in words how it stands. */
export function VerifyChain() {
  const t = useTexts();
  const verify = useMutation({ mutationFn: () => api.audit.verify.query() });
  return (
    <div className="flex flex-col items-start gap-3 pb-6">
      <Button
        icon={<ShieldCheck aria-hidden className="size-4" />}
        busy={verify.isPending}
        onClick={() => verify.mutate()}
      >
        {t('audit.verify')}
      </Button>
      {verify.error ? <FailurePanel error={verify.error} /> : null}
      {verify.data ? <Verified result={verify.data} /> : null}
    </div>
  );
}

function Verified({ result }: { result: AuditVerification }) {
  const t = useTexts();
  const { broken, length, lastEntryAt, waiting, erased, headHash } = result;
  if (broken !== null) {
    return (
      <Notice
        tone="danger"
        title={t('audit.broken', { sequence: broken.sequence })}
        className="w-full"
      >
        <p>{t(`audit.reason.${broken.reason}`)}</p>
        {broken.at === null ? null : (
          <p>
            {t('audit.brokenAt')} <RelativeTime at={broken.at} withAbsolute />
          </p>
        )}
        <p className="wrap-anywhere font-mono text-xs">{broken.entryId}</p>
      </Notice>
    );
  }
  return (
    <Notice title={t('audit.intact', { length })} className="w-full">
      {lastEntryAt === null ? (
        <p>{t('audit.empty')}</p>
      ) : (
        <p>
          {t('audit.intactDetail')} <RelativeTime at={lastEntryAt} withAbsolute />.
        </p>
      )}
      {waiting > 0 ? <p>{t('audit.waiting', { count: waiting })}</p> : null}
      {erased > 0 ? <p>{t('audit.erasedDetails', { count: erased })}</p> : null}
      <p className="pt-1">
        {t('audit.headHash')}: <code className="wrap-anywhere font-mono text-xs">{headHash}</code>
        <CopyButton
          text={headHash}
          label={t('audit.copyHash')}
          onFail={() => toast.fail(t('common.copyFailed'))}
        />
      </p>
      <p>{t('audit.headHashHint')}</p>
    </Notice>
  );
}
