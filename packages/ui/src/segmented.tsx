import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import clsx from 'clsx';
import type { ReactNode } from 'react';

/** Two to five views of the same thing, one at a time. */
export function Segmented<Value extends string>(props: {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: string; icon?: ReactNode; count?: number }[];
  /** Only the icons are shown; the labels are spoken. */
  iconsOnly?: boolean;
  className?: string;
}) {
  return (
    <RadioGroup
      aria-label={props.label}
      value={props.value}
      onValueChange={(value: Value) => props.onValueChange(value)}
      className={clsx(
        'inline-flex rounded-control border border-line bg-paper p-0.5',
        props.className,
      )}
    >
      {props.options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          aria-label={option.label}
          className="touch-target inline-flex h-7 items-center justify-center gap-1.5 whitespace-nowrap rounded-chip border border-transparent px-2.5 text-ink-2 text-sm hover:text-ink data-[checked]:border-line data-[checked]:bg-raised data-[checked]:font-medium data-[checked]:text-ink [&_svg]:size-4"
        >
          {option.icon}
          {props.iconsOnly ? null : option.label}
          {option.count === undefined ? null : <span className="text-ink-2">{option.count}</span>}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
