import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { Segmented } from '@platform/ui/segmented';
import { Switch } from '@platform/ui/switch';
import { useState } from 'react';
import { useTexts } from '../../../texts/use-texts.tsx';
import { AccentField } from './accent-field.tsx';
import type { WidgetFormState } from './use-widget-form.ts';

const maxOffsetPx = 200;

export function LookFields(props: {
  state: WidgetFormState;
  workspaceName: string;
  disabled: boolean;
}) {
  const t = useTexts();
  const { state, disabled } = props;
  const look = state.form.settings;
  return (
    <>
      <AccentField
        value={look.accent}
        disabled={disabled}
        onChange={(accent) => state.setLook('accent', accent)}
      />
      <div className="flex flex-wrap gap-x-8 gap-y-4">
        <Choice label={t('widgets.theme')}>
          <Segmented
            label={t('widgets.theme')}
            value={look.theme}
            onValueChange={(value) => state.setLook('theme', value)}
            options={[
              { value: 'auto', label: t('widgets.themeAuto') },
              { value: 'light', label: t('widgets.themeLight') },
              { value: 'dark', label: t('widgets.themeDark') },
            ]}
          />
        </Choice>
        <Choice label={t('widgets.position')}>
          <Segmented
            label={t('widgets.position')}
            value={look.position}
            onValueChange={(value) => state.setLook('position', value)}
            options={[
              { value: 'left', label: t('widgets.positionLeft') },
              { value: 'right', label: t('widgets.positionRight') },
            ]}
          />
        </Choice>
      </div>
      <OffsetField
        value={look.offsetPx}
        disabled={disabled}
        onChange={(offsetPx) => state.setLook('offsetPx', offsetPx)}
      />
      <FormField label={t('widgets.launcherLabel')} hint={t('widgets.launcherHint')} optional>
        <Input
          dir="auto"
          maxLength={40}
          value={look.launcherLabel}
          disabled={disabled}
          onValueChange={(value) => state.setLook('launcherLabel', value)}
        />
      </FormField>
      <FormField label={t('widgets.subtitle')} hint={t('widgets.subtitleHint')} optional>
        <Input
          dir="auto"
          maxLength={80}
          placeholder={t('widgets.previewSubtitle', { name: props.workspaceName })}
          value={look.subtitle}
          disabled={disabled}
          onValueChange={(value) => state.setLook('subtitle', value)}
        />
      </FormField>
      <Switch
        label={t('widgets.showSources')}
        hint={t('widgets.showSourcesHint')}
        checked={look.showSources}
        disabled={disabled}
        onCheckedChange={(value) => state.setLook('showSources', value)}
      />
      <Switch
        label={t('widgets.askForPerson')}
        hint={t('widgets.askForPersonHint')}
        checked={look.askForPerson}
        disabled={disabled}
        onCheckedChange={(value) => state.setLook('askForPerson', value)}
      />
    </>
  );
}

function Choice(props: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-1">
      <p aria-hidden className="font-medium">
        {props.label}
      </p>
      {props.children}
    </div>
  );
}

function OffsetField(props: {
  value: number;
  disabled: boolean;
  onChange: (offsetPx: number) => void;
}) {
  const t = useTexts();
  const [typed, setTyped] = useState(String(props.value));
  const number = /^\d+$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  const right = number >= 0 && number <= maxOffsetPx;
  // A value that changed from outside (saved, discarded) shows; a wrong one that is typed stays.
  const shown = right && number !== props.value ? String(props.value) : typed;
  return (
    <FormField
      label={t('widgets.offset')}
      hint={t('widgets.offsetHint')}
      error={right ? undefined : t('widgets.offsetWrong')}
    >
      <Input
        inputMode="numeric"
        value={shown}
        disabled={props.disabled}
        onValueChange={(value) => {
          setTyped(value);
          const next = /^\d+$/.test(value.trim()) ? Number(value) : Number.NaN;
          if (next >= 0 && next <= maxOffsetPx) props.onChange(next);
        }}
      />
    </FormField>
  );
}
