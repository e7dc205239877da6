import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { useState } from 'react';
import { useTexts } from '../../texts/use-texts.tsx';

export function PasswordField(props: {
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password';
  hint?: string;
  error?: string | undefined;
  autoFocus?: boolean;
}) {
  const t = useTexts();
  const [shown, setShown] = useState(false);
  return (
    <FormField
      label={t('auth.password')}
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
        name="password"
        autoComplete={props.autoComplete}
        autoFocus={props.autoFocus ?? false}
        value={props.value}
        onValueChange={props.onChange}
        className="h-10"
      />
    </FormField>
  );
}
