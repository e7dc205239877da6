import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { type ReactNode, useState } from 'react';
import { type TextId, useTexts } from '../../texts/use-texts.tsx';
import { StrengthMeter } from './password-strength.tsx';

interface PasswordFieldProps {
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password';
  label?: TextId;
  name?: string;
  hint?: ReactNode;
  error?: string | undefined;
  autoFocus?: boolean;
}

export function PasswordField(props: PasswordFieldProps) {
  const t = useTexts();
  const [shown, setShown] = useState(false);
  return (
    <FormField
      label={t(props.label ?? 'auth.password')}
      error={props.error}
      hint={props.hint}
      aside={
        <button
          type="button"
          onClick={() => setShown(!shown)}
          className="rounded-chip text-ink-2 text-sm underline-offset-2 hover:underline"
        >
          {shown ? t('auth.hidePassword') : t('auth.showPassword')}
        </button>
      }
    >
      <Input
        type={shown ? 'text' : 'password'}
        name={props.name ?? 'password'}
        autoComplete={props.autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={props.autoFocus ?? false}
        value={props.value}
        onValueChange={props.onChange}
        className="h-10"
      />
    </FormField>
  );
}

/** A password that is being chosen, with how hard it is to guess. [ASVS 6.2.6] [ASVS 6.2.7] */
export function NewPasswordField(
  props: Omit<PasswordFieldProps, 'autoComplete' | 'hint'> & {
    /** What whoever knows the person would try: their name, address, company. */
    personal: readonly string[];
  },
) {
  const { personal, error, ...field } = props;
  // What the server said is about the password that was sent, not about what is typed since.
  const [refused, setRefused] = useState<{ error: string | undefined; value: string } | null>(null);
  if (error !== refused?.error) setRefused({ error, value: props.value });
  const shown = refused?.value === props.value ? error : undefined;
  return (
    <PasswordField
      {...field}
      error={shown}
      autoComplete="new-password"
      hint={
        <StrengthMeter
          password={props.value}
          personal={personal}
          wordless={shown !== undefined && props.value !== ''}
        />
      }
    />
  );
}
