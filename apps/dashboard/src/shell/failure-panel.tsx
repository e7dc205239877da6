import { Button } from '@platform/ui/button';
import { Notice } from '@platform/ui/notice';
import { errorWords } from '../api/error-texts.ts';
import { useTexts } from '../texts/use-texts.tsx';

/** Where a request failed: what happened, and the way to try again. */
export function FailurePanel(props: { error: unknown; onRetry?: () => void; className?: string }) {
  const t = useTexts();
  const words = errorWords(props.error, t);
  return (
    <Notice
      tone="danger"
      title={words.title}
      {...(props.className ? { className: props.className } : {})}
      action={props.onRetry ? <Button onClick={props.onRetry}>{t('common.retry')}</Button> : null}
    >
      {words.detail}
    </Notice>
  );
}
