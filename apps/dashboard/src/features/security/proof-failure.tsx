import { Notice } from '@platform/ui/notice';
import { readError } from '../../api/api-error.ts';
import { errorWords } from '../../api/error-texts.ts';
import { formatWait, useCountDown } from '../../lib/use-count-down.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import type { CodeKind } from './code-field.tsx';

/** Seconds until another attempt is taken, after a failure that says so; 0 when there is no wait. */
export function useWait(error: unknown): number {
  const { code, retryAfterMs } = readError(error);
  // A server that is busy is nobody's fault: the next attempt may be made at any time.
  return useCountDown(code === 'UNAVAILABLE' ? null : retryAfterMs, error);
}

/** How long to wait, counting down. */
export function WaitNotice(props: { seconds: number }) {
  const t = useTexts();
  const { seconds } = props;
  if (seconds === 0) return <Notice title={t('wait.over')} />;
  const words = seconds < 60 ? 'wait.seconds' : 'wait.minutes';
  return (
    <Notice tone="danger" title={t('wait.title')}>
      {/* Each second aloud would be noise: the title is announced, the time is there to be read. */}
      <span aria-live="off">{t(words, { time: formatWait(seconds) })}</span>
    </Notice>
  );
}

/** Why a code or a password was not taken, and when another one will be. */
export function ProofFailure(props: { error: unknown; kind: CodeKind | 'password' }) {
  const t = useTexts();
  const seconds = useWait(props.error);
  const { code, retryAfterMs } = readError(props.error);
  if (code === 'RATE_LIMITED' || (retryAfterMs !== null && seconds > 0)) {
    return <WaitNotice seconds={seconds} />;
  }
  if (code === 'WRONG_CODE') {
    const recovery = props.kind === 'recovery';
    return (
      <Notice tone="danger" title={t(recovery ? 'code.wrongRecovery' : 'code.wrong')}>
        {t(recovery ? 'code.wrongRecoveryDetail' : 'code.wrongDetail')}
      </Notice>
    );
  }
  if (code === 'WRONG_CREDENTIALS') {
    return (
      <Notice tone="danger" title={t('auth.wrongPassword')}>
        {t('auth.wrongPasswordDetail')}
      </Notice>
    );
  }
  const words = errorWords(props.error, t);
  return (
    <Notice tone="danger" title={words.title}>
      {words.detail}
    </Notice>
  );
}
