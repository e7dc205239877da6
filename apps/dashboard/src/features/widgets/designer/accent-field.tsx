import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { CircleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTexts } from '../../../texts/use-texts.tsx';
import { accentFaults } from '../preview/contrast.ts';

const colorPattern = /^#[0-9a-f]{6}$/i;

/** A colour by picker or by its number, with a word where visitors would not see it well. */
export function AccentField(props: {
  value: string;
  disabled: boolean;
  onChange: (accent: string) => void;
}) {
  const t = useTexts();
  const [typed, setTyped] = useState(props.value);
  const { value } = props;
  useEffect(() => setTyped((now) => (same(now, value) ? now : value)), [value]);
  const change = (next: string) => {
    setTyped(next);
    const hex = next.startsWith('#') ? next : `#${next}`;
    if (colorPattern.test(hex)) props.onChange(hex.toUpperCase());
  };
  const wrong = !same(typed, value);
  const faults = wrong ? [] : accentFaults(value);
  return (
    <div className="flex flex-col gap-1.5">
      <FormField label={t('widgets.accent')} error={wrong ? t('widgets.accentWrong') : undefined}>
        <div className="flex items-center gap-2">
          <input
            type="color"
            aria-label={t('widgets.accentPicker')}
            value={value.toLowerCase()}
            disabled={props.disabled}
            onChange={(event) => change(event.target.value)}
            className="touch-target h-8 w-12 cursor-pointer rounded-control border border-line-strong bg-surface p-0.5"
          />
          <Input
            className="w-32 font-mono"
            spellCheck={false}
            maxLength={7}
            value={typed}
            disabled={props.disabled}
            onValueChange={change}
          />
        </div>
      </FormField>
      {faults.map(({ fault, ratio }) => (
        <p key={fault} role="status" className="flex items-start gap-1.5 text-human text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {t(fault === 'pale-on-light' ? 'widgets.accentPale' : 'widgets.accentDark', {
            ratio: ratio.toFixed(1),
          })}
        </p>
      ))}
    </div>
  );
}

function same(typed: string, value: string): boolean {
  const hex = typed.startsWith('#') ? typed : `#${typed}`;
  return hex.toUpperCase() === value.toUpperCase();
}
