import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { useTexts } from '../../texts/use-texts.tsx';

export type CodeKind = 'app' | 'recovery';

/**
 * One field, so that pasting, autofill and screen readers work as everywhere. Six digits are complete
 * by themselves: `onComplete` comes with the last one, typed or pasted with whatever is around it.
 */
export function CodeField(props: {
  kind: CodeKind;
  value: string;
  onChange: (value: string) => void;
  onComplete: (code: string) => void;
  error?: string | undefined;
  disabled?: boolean;
}) {
  const t = useTexts();
  const change = (typed: string) => {
    if (props.kind === 'recovery') {
      props.onChange(typed.slice(0, 40));
      return;
    }
    const digits = typed.replaceAll(/\D/g, '').slice(0, 6);
    props.onChange(digits);
    if (digits.length === 6 && digits !== props.value) props.onComplete(digits);
  };
  const app = props.kind === 'app';
  return (
    <FormField
      label={t(app ? 'code.label' : 'code.recovery')}
      hint={t(app ? 'code.hint' : 'code.recoveryHint')}
      error={props.error}
    >
      <Input
        key={props.kind}
        name="code"
        autoFocus
        autoComplete={app ? 'one-time-code' : 'off'}
        inputMode={app ? 'numeric' : 'text'}
        autoCapitalize="characters"
        spellCheck={false}
        dir="ltr"
        placeholder={app ? '000000' : 'XXXX-XXXX-XXXX-XXXX-XXXX-XXXX'}
        value={props.value}
        disabled={props.disabled ?? false}
        onValueChange={change}
        className={
          app ? 'h-12 text-center text-xl tabular-nums tracking-[0.4em]' : 'h-10 font-mono'
        }
      />
    </FormField>
  );
}
