import { Button } from '@platform/ui/button';
import { FormField } from '@platform/ui/form-field';
import { IconButton } from '@platform/ui/icon-button';
import { Input } from '@platform/ui/input';
import { Plus, X } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.tsx';

export type Entry = { value: string } | { error: string };

/**
 * A short list of checked lines: hosts, origins. `read` makes of what was typed or pasted either the
 * entry as it is kept, or the words that say what would be right.
 */
export function ListEditor(props: {
  label: string;
  hint: ReactNode;
  placeholder: string;
  emptyText: string;
  items: readonly string[];
  onChange: (items: string[]) => void;
  read: (typed: string) => Entry;
  disabled?: boolean;
  error?: string | undefined;
}) {
  const t = useTexts();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();

  const add = () => {
    const lines = typed.split(/[\s,;]+/).filter(Boolean);
    const entries = lines.map(props.read);
    const wrong = entries.find((each) => 'error' in each);
    if (wrong) {
      setError(wrong.error);
      return;
    }
    const values = entries.flatMap((each) => ('value' in each ? [each.value] : []));
    const added = values.filter((each) => !props.items.includes(each));
    if (added.length > 0) props.onChange([...props.items, ...new Set(added)]);
    setTyped('');
    setError(undefined);
  };
  const remove = (item: string) => {
    props.onChange(props.items.filter((each) => each !== item));
    field.current?.focus();
  };

  return (
    <div className="flex flex-col gap-2">
      <FormField label={props.label} hint={props.hint} error={error ?? props.error}>
        <div className="flex gap-2">
          <Input
            ref={field}
            value={typed}
            disabled={props.disabled ?? false}
            placeholder={props.placeholder}
            aria-describedby={listId}
            autoCapitalize="none"
            spellCheck={false}
            onValueChange={(value) => {
              setTyped(value);
              setError(undefined);
            }}
            onBlur={() => {
              // A line that was typed and not added would be lost with the page.
              if (typed.trim() !== '') add();
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
          <Button
            icon={<Plus aria-hidden className="size-4" />}
            disabled={(props.disabled ?? false) || typed.trim() === ''}
            onClick={add}
          >
            {t('common.add')}
          </Button>
        </div>
      </FormField>
      <ul id={listId} aria-label={props.label} className="flex flex-col">
        {props.items.map((item) => (
          <li
            key={item}
            className="flex items-center justify-between gap-2 border-line border-b last:border-b-0"
          >
            <bdi className="wrap-anywhere min-w-0 font-mono text-sm">{item}</bdi>
            <IconButton
              label={t('common.removeItem', { item })}
              disabled={props.disabled ?? false}
              onClick={() => remove(item)}
            >
              <X aria-hidden />
            </IconButton>
          </li>
        ))}
        {props.items.length === 0 ? (
          <li className="text-ink-2 text-sm">{props.emptyText}</li>
        ) : null}
      </ul>
    </div>
  );
}
