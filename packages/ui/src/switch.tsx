import { Switch as Base } from '@base-ui/react/switch';
import type { ReactNode } from 'react';

/** On or off, at once: for what takes effect without a save button. */
export function Switch(props: {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's input inside the label.
    <label className="flex min-h-8 items-start justify-between gap-4 pointer-coarse:min-h-11">
      <span>
        <span className="font-medium">{props.label}</span>
        {props.hint ? <span className="block text-ink-2 text-sm">{props.hint}</span> : null}
      </span>
      <Base.Root
        checked={props.checked}
        onCheckedChange={(checked) => props.onCheckedChange(checked)}
        disabled={props.disabled ?? false}
        className="mt-0.5 flex h-5 w-9 shrink-0 rounded-full border border-line-strong bg-paper p-0.5 transition-colors data-[checked]:border-ink data-[checked]:bg-ink data-[disabled]:opacity-50"
      >
        <Base.Thumb className="size-3.5 rounded-full bg-line-strong transition-[translate,background-color] data-[checked]:translate-x-4 data-[checked]:bg-on-ink rtl:data-[checked]:-translate-x-4" />
      </Base.Root>
    </label>
  );
}
