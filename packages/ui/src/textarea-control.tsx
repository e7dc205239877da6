import { Field } from '@base-ui/react/field';
import { Textarea, type TextareaProps } from './textarea.tsx';

/** A textarea inside a `FormField`, so that label, hint and error belong to it. */
export function TextareaControl({ defaultValue, ...props }: TextareaProps) {
  return (
    <Field.Control
      {...(defaultValue === undefined ? {} : { defaultValue: String(defaultValue) })}
      render={<Textarea {...props} />}
    />
  );
}
