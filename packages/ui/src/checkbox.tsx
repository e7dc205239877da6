import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';

export function Checkbox(props: {
  label: ReactNode;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  indeterminate?: boolean;
  disabled?: boolean;
  /** Where a table gives the context, the label is spoken and not shown. */
  hideLabel?: boolean;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's input inside the label.
    <label className="inline-flex min-h-6 items-center gap-2 pointer-coarse:min-h-11">
      <Base.Root
        checked={props.checked}
        onCheckedChange={(checked) => props.onCheckedChange(checked)}
        indeterminate={props.indeterminate ?? false}
        disabled={props.disabled ?? false}
        className="flex size-4 shrink-0 items-center justify-center rounded-chip border border-line-strong bg-surface text-on-ink data-[checked]:border-ink data-[checked]:bg-ink data-[indeterminate]:border-ink data-[indeterminate]:bg-ink data-[disabled]:opacity-50"
      >
        <Base.Indicator>
          {props.indeterminate ? (
            <Minus aria-hidden className="size-3" />
          ) : (
            <Check aria-hidden className="size-3" />
          )}
        </Base.Indicator>
      </Base.Root>
      <span className={props.hideLabel ? 'sr-only' : undefined}>{props.label}</span>
    </label>
  );
}
