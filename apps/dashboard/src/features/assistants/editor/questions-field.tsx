import { Input } from '@platform/ui/input';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../../../texts/use-texts.tsx';

/** The contract takes three at most; empty ones are left out. */
const places = [0, 1, 2] as const;

export function QuestionsField(props: {
  questions: readonly string[];
  onChange: (questions: string[]) => void;
  disabled: boolean;
  error: string | undefined;
}) {
  const t = useTexts();
  const [typed, setTyped] = useState(() => places.map((place) => props.questions[place] ?? ''));
  const change = (place: number, value: string) => {
    const next = typed.map((each, index) => (index === place ? value : each));
    setTyped(next);
    props.onChange(next.map((each) => each.trim()).filter((each) => each !== ''));
  };
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 font-medium">{t('assistants.questions')}</legend>
      {places.map((place) => (
        <Input
          key={place}
          dir="auto"
          maxLength={140}
          aria-label={t('assistants.question', { number: place + 1 })}
          placeholder={t('assistants.question', { number: place + 1 })}
          value={typed[place] ?? ''}
          disabled={props.disabled}
          onValueChange={(value) => change(place, value)}
        />
      ))}
      <p className="text-ink-2 text-sm">{t('assistants.questionsHint')}</p>
      {props.error ? (
        <p className="flex items-start gap-1.5 text-danger text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {props.error}
        </p>
      ) : null}
    </fieldset>
  );
}
