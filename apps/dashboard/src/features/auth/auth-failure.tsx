import { Notice } from '@platform/ui/notice';
import { readError } from '../../api/api-error.ts';
import { errorWords } from '../../api/error-texts.ts';
import { type TextId, useTexts } from '../../texts/use-texts.tsx';
import { useWait, WaitNotice } from '../security/proof-failure.tsx';

/**
 * What failed, in the same words whether or not the account exists: a stranger must not learn from
 * this card who has one.
 */
export function AuthFailure(props: { error: unknown; otherwise?: TextId }) {
  const t = useTexts();
  const wait = useWait(props.error);
  const { code, fields, retryAfterMs } = readError(props.error);
  switch (code) {
    case 'WRONG_CREDENTIALS':
      return (
        <>
          <Notice tone="danger" title={t('auth.wrong')}>
            {t('auth.wrongDetail')}
          </Notice>
          {retryAfterMs === null ? null : <WaitNotice seconds={wait} />}
        </>
      );
    case 'RATE_LIMITED':
      return <WaitNotice seconds={wait} />;
    case 'INVALID_INPUT':
      // Said at the fields themselves.
      if (fields.length > 0) return null;
      break;
    default:
      break;
  }
  const words = errorWords(props.error, t);
  return (
    <Notice tone="danger" title={props.otherwise ? t(props.otherwise) : words.title}>
      {props.otherwise ? words.title : words.detail}
    </Notice>
  );
}
