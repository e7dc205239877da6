import type { PasswordStrength, PasswordWeakness } from '@platform/shared/password-strength';
import clsx from 'clsx';
import { useEffect, useState } from 'react';
import { type TextId, useTexts } from '../../texts/use-texts.tsx';

const minLength = 12;
const settleMs = 120;

const weaknessWords: Record<PasswordWeakness, TextId> = {
  short: 'strength.short',
  leaked: 'strength.leaked',
  personal: 'strength.personal',
  common: 'strength.common',
  repeated: 'strength.repeated',
  keyboard: 'strength.keyboard',
  sequence: 'strength.sequence',
  date: 'strength.date',
};
const scoreWords = [
  'strength.weak',
  'strength.weak',
  'strength.fair',
  'strength.good',
  'strength.strong',
] as const;

/**
 * How hard the password is to guess, by the rule of the server, judged in the browser. The lists it
 * needs are some hundred kilobytes and come when the first character is typed.
 */
function useStrength(password: string, personal: readonly string[]): PasswordStrength | null {
  const [strength, setStrength] = useState<PasswordStrength | null>(null);
  const known = personal.join('\n');
  useEffect(() => {
    if (password.length < minLength) {
      setStrength(null);
      return;
    }
    let wanted = true;
    const timer = setTimeout(async () => {
      const { judgePassword } = await import('@platform/shared/password-strength');
      if (wanted) setStrength(judgePassword(password, known.split('\n')));
    }, settleMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [password, known]);
  return strength;
}

/** Four steps and a word below the field of a new password. */
export function StrengthMeter(props: {
  password: string;
  personal: readonly string[];
  /** The words stand beside it already. */
  wordless?: boolean;
}) {
  const t = useTexts();
  const strength = useStrength(props.password, props.personal);
  const left = minLength - props.password.length;
  const score = props.password === '' ? 0 : Math.max(1, strength?.score ?? 1);
  const good = score >= 3;
  const words =
    props.password === ''
      ? t('strength.empty')
      : left > 0
        ? t('strength.more', { left })
        : strength === null
          ? ''
          : t(strength.weakness ? weaknessWords[strength.weakness] : scoreWords[strength.score]);
  return (
    <span className="flex flex-col gap-1.5 pt-1">
      <span aria-hidden className="flex gap-1">
        {[1, 2, 3, 4].map((step) => (
          <span
            key={step}
            className={clsx(
              'h-1 flex-1 rounded-full transition-colors',
              step > score && 'bg-selected',
              step <= score && (good ? 'bg-ok' : 'bg-human'),
            )}
          />
        ))}
      </span>
      {props.wordless ? null : (
        <span aria-live="polite" className="min-h-5">
          {words}
        </span>
      )}
    </span>
  );
}
