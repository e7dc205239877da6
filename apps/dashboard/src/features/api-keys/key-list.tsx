import type { ApiKey } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Chip, type ChipTone } from '@platform/ui/chip';
import { RelativeTime } from '@platform/ui/relative-time';
import { useState } from 'react';
import { useTexts } from '../../texts/use-texts.tsx';
import { RevokeKeyDialog } from './revoke-key-dialog.tsx';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';

const tones: Record<ApiKey['state'], ChipTone> = {
  active: 'ok',
  rotated: 'info',
  expired: 'neutral',
  revoked: 'neutral',
  unowned: 'danger',
};

export function KeyList(props: { keys: readonly ApiKey[] }) {
  const t = useTexts();
  const [asked, setAsked] = useState<{ act: 'rotate' | 'revoke'; apiKey: ApiKey } | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <ul aria-label={t('keys.title')} className="border-line border-t">
        {props.keys.map((apiKey) => (
          <KeyRow key={apiKey.id} apiKey={apiKey} onAct={(act) => setAsked({ act, apiKey })} />
        ))}
      </ul>
      {asked?.act === 'rotate' ? <RotateKeyDialog apiKey={asked.apiKey} onClose={close} /> : null}
      {asked?.act === 'revoke' ? <RevokeKeyDialog apiKey={asked.apiKey} onClose={close} /> : null}
    </>
  );
}

function KeyRow(props: { apiKey: ApiKey; onAct: (act: 'rotate' | 'revoke') => void }) {
  const t = useTexts();
  const { apiKey } = props;
  const { state, createdBy } = apiKey;
  const over = state === 'expired' || state === 'revoked';
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b py-3">
      <div className="flex min-w-0 flex-1 basis-64 flex-col gap-0.5">
        <p className="flex min-w-0 items-center gap-2">
          <bdi className="truncate font-medium">{apiKey.name}</bdi>
          <Chip tone={tones[state]}>{t(`keys.state.${state}`)}</Chip>
        </p>
        <p className="text-ink-2 text-sm">
          <code className="font-mono">
            {apiKey.kind === 'secret' ? 'sk_' : 'pk_'}…{apiKey.lastFour}
          </code>
          {', '}
          <span title={apiKey.scopes.join(', ')}>
            {t('keys.scopeCount', { count: apiKey.scopes.length })}
          </span>
          {', '}
          {apiKey.lastUsedAt === null ? (
            t('keys.neverUsed')
          ) : (
            <>
              {t('keys.lastUsed')} <RelativeTime at={apiKey.lastUsedAt} />
            </>
          )}
        </p>
        <p className="text-ink-2 text-sm">
          {createdBy.name === null
            ? t('keys.madeByNobody')
            : t('keys.madeBy', { name: createdBy.name })}{' '}
          <RelativeTime at={apiKey.createdAt} />
          <Deadline apiKey={apiKey} />
        </p>
        {state === 'unowned' ? <p className="text-danger text-sm">{t('keys.unowned')}</p> : null}
      </div>
      {over ? null : (
        <div className="flex gap-2">
          {state === 'rotated' ? null : (
            <Button size="sm" onClick={() => props.onAct('rotate')}>
              {t('keys.rotate')}
            </Button>
          )}
          <Button size="sm" variant="danger" onClick={() => props.onAct('revoke')}>
            {t('keys.revoke')}
          </Button>
        </div>
      )}
    </li>
  );
}

function Deadline({ apiKey }: { apiKey: ApiKey }) {
  const t = useTexts();
  const { state, overlapEndsAt, expiresAt } = apiKey;
  if (state === 'rotated' && overlapEndsAt !== null) {
    return (
      <>
        {`, ${t('keys.worksUntil')} `}
        <RelativeTime ahead at={overlapEndsAt} />
      </>
    );
  }
  if (state !== 'active' || expiresAt === null) return null;
  return (
    <>
      {`, ${t('keys.expiresAt')} `}
      <RelativeTime ahead at={expiresAt} />
    </>
  );
}
