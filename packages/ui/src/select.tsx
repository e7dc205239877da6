import { Select as Base } from '@base-ui/react/select';
import clsx from 'clsx';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { controlClass } from './input.tsx';

export type SelectOption<Value extends string> = { value: Value; label: string; hint?: string };

/** One of a few. For more than about twenty options use a palette with a search field. */
export function Select<Value extends string>(props: {
  /** Spoken name; shown too unless the select stands in a form field that shows one. */
  label: string;
  options: readonly SelectOption<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  icon?: ReactNode;
  disabled?: boolean;
  id?: string;
  className?: string;
}) {
  return (
    <Base.Root
      items={props.options.map(({ value, label }) => ({ value, label }))}
      value={props.value}
      onValueChange={(value) => {
        if (value !== null) props.onValueChange(value);
      }}
      disabled={props.disabled ?? false}
    >
      <Base.Trigger
        id={props.id}
        aria-label={props.label}
        className={clsx(
          controlClass,
          'touch-target flex h-8 items-center justify-between gap-2 px-2.5 text-start',
          props.className,
        )}
      >
        {props.icon}
        <Base.Value className="min-w-0 flex-1 truncate" />
        <Base.Icon>
          <ChevronDown aria-hidden className="size-4 text-ink-2" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner
          sideOffset={4}
          alignItemWithTrigger={false}
          className="z-50 min-w-(--anchor-width)"
        >
          <Base.Popup className="floats-in scrollbar-thin max-h-(--available-height) overflow-y-auto rounded-panel border border-line bg-raised p-1 shadow-float">
            <Base.List>
              {props.options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="grid min-h-8 grid-cols-[1rem_1fr] items-center gap-2 rounded-control px-2 py-1 data-[highlighted]:bg-hover pointer-coarse:min-h-11"
                >
                  <Base.ItemIndicator className="col-start-1">
                    <Check aria-hidden className="size-4" />
                  </Base.ItemIndicator>
                  <Base.ItemText className="col-start-2">
                    {option.label}
                    {option.hint ? (
                      <span className="block text-ink-2 text-sm">{option.hint}</span>
                    ) : null}
                  </Base.ItemText>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
