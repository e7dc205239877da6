import { Field } from '@base-ui/react/field';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useUi } from './ui-provider.tsx';

/**
 * A label, a control, a hint and what is wrong with it, tied together for screen readers. The control
 * inside must be Base UI's (input, select, …) or a `<Field.Control>`; see `TextareaControl`.
 */
export function FormField(props: {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  /** At the end of the label's line: a link or a count. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  const { words } = useUi();
  return (
    <Field.Root invalid={props.error !== undefined} className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <Field.Label className="font-medium">
          {props.label}
          {props.optional ? (
            <span className="ms-1 font-normal text-ink-2 text-sm">({words.optional})</span>
          ) : null}
        </Field.Label>
        {props.aside}
      </div>
      {props.children}
      {props.hint ? (
        <Field.Description className="text-ink-2 text-sm">{props.hint}</Field.Description>
      ) : null}
      {props.error === undefined ? null : (
        <Field.Error match className="flex items-start gap-1.5 text-danger text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {props.error}
        </Field.Error>
      )}
    </Field.Root>
  );
}
