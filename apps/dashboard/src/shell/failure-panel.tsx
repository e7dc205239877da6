import { Button } from '@platform/ui/button';
import { Notice } from '@platform/ui/notice';
import { readError } from '../api/api-error.ts';
import { errorWords } from '../api/error-texts.ts';
import { formatWait, useCountDown } from '../lib/use-count-down.ts';
import { useTexts } from '../texts/use-texts.tsx';

/** Where a request failed: what happened, and the way to try again, once the time for it has come. */
export function FailurePanel(props: { error: unknown; onRetry?: () => void; className?: string }) {
  const t = useTexts();
  const words = errorWords(props.error, t);
  const { code, retryAfterMs } = readError(props.error);
  const left = useCountDown(code === 'RATE_LIMITED' ? retryAfterMs : null, props.error);
  return (
    <Notice
      tone="danger"
      title={words.title}
      {...(props.className ? { className: props.className } : {})}
      action={
        props.onRetry ? (
          <Button disabled={left > 0} onClick={props.onRetry}>
            {t('common.retry')}
          </Button>
        ) : null
      }
    >
      {/* Each second aloud would be noise: the title is announced, the time is there to be read. */}
      {left > 0 ? (
        <span aria-live="off">
          {t(left < 60 ? 'wait.seconds' : 'wait.minutes', { time: formatWait(left) })}
        </span>
      ) : (
        words.detail
      )}
    </Notice>
  );
}
