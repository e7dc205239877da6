import type { SsoStatus } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Chip } from '@platform/ui/chip';
import { RelativeTime } from '@platform/ui/relative-time';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { CopyLine } from './copy-line.tsx';
import { takeSso } from './use-sso.ts';

type Connection = NonNullable<SsoStatus['connection']>;

/** That the domain is the company's, shown by a record only its owner can write. */
export function DomainGroup(props: { connection: Connection }) {
  const t = useTexts();
  const { domain, domainRecord, domainVerifiedAt } = props.connection;
  const verify = useMutation(
    trpc.sso.verifyDomain.mutationOptions({
      onSuccess: (told) => {
        takeSso(told);
        toast.say(t('sso.domainProved', { domain }));
      },
    }),
  );
  if (domainVerifiedAt !== null) {
    return (
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{domain}</span>
        <Chip tone="ok">{t('sso.proved')}</Chip>
        <RelativeTime at={domainVerifiedAt} className="text-ink-2 text-sm" />
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <CopyLine label={t('sso.recordFor', { domain })} text={domainRecord} />
      {verify.error ? <FailurePanel error={verify.error} /> : null}
      <div>
        <Button busy={verify.isPending} onClick={() => verify.mutate()}>
          {t('sso.verify')}
        </Button>
      </div>
    </div>
  );
}
