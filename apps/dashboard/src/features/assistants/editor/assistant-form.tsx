import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { Segmented } from '@platform/ui/segmented';
import { Select } from '@platform/ui/select';
import { TextareaControl } from '@platform/ui/textarea-control';
import type { ReactNode } from 'react';
import { ListEditor } from '../../../lib/list-editor.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import { ModelFields } from './model-fields.tsx';
import { QuestionsField } from './questions-field.tsx';
import { readHost } from './read-host.ts';
import { toneLabels, unsupportedLabels, whenUnsureLabels } from './setting-words.ts';
import type { Draft } from './use-draft.ts';

/** Everything that shapes an assistant. Each field saves itself; see `useDraft`. */
export function AssistantForm({ draft, disabled }: { draft: Draft; disabled: boolean }) {
  const t = useTexts();
  const { values, set, errors, revision } = draft;
  return (
    <fieldset disabled={disabled} className="flex min-w-0 flex-col gap-8">
      <Group title={t('assistants.groupWho')}>
        <FormField label={t('assistants.name')} error={errors.name}>
          <Input
            dir="auto"
            maxLength={60}
            value={values.name}
            disabled={disabled}
            onValueChange={(value) => set('name', value)}
          />
        </FormField>
        <FormField
          label={t('assistants.greeting')}
          hint={t('assistants.greetingHint')}
          error={errors.greeting}
        >
          <TextareaControl
            rows={2}
            growTo={6}
            maxLength={300}
            value={values.greeting}
            disabled={disabled}
            onChange={(event) => set('greeting', event.currentTarget.value)}
          />
        </FormField>
        <QuestionsField
          key={`questions-${revision}`}
          questions={values.suggestedQuestions}
          disabled={disabled}
          error={errors.suggestedQuestions}
          onChange={(questions) => set('suggestedQuestions', questions)}
        />
      </Group>

      <Group title={t('assistants.groupHow')}>
        <FormField label={t('assistants.tone')}>
          <Select
            label={t('assistants.tone')}
            value={values.tone}
            disabled={disabled}
            onValueChange={(value) => set('tone', value)}
            options={(['neutral', 'friendly', 'formal', 'brief'] as const).map((value) => ({
              value,
              label: t(toneLabels[value]),
            }))}
          />
        </FormField>
        <FormField
          label={t('assistants.instructions')}
          hint={t('assistants.instructionsHint')}
          error={errors.instructions}
          optional
        >
          <TextareaControl
            rows={4}
            growTo={16}
            maxLength={8_000}
            value={values.instructions}
            disabled={disabled}
            onChange={(event) => set('instructions', event.currentTarget.value)}
          />
        </FormField>
        <Choice
          label={t('assistants.whenUnsure')}
          hint={t(
            values.whenUnsure === 'offer-person'
              ? 'assistants.whenUnsurePersonHint'
              : 'assistants.whenUnsureRephraseHint',
          )}
          value={values.whenUnsure}
          disabled={disabled}
          onChange={(value) => set('whenUnsure', value)}
          options={(['offer-person', 'rephrase'] as const).map((value) => ({
            value,
            label: t(whenUnsureLabels[value]),
          }))}
        />
        <Choice
          label={t('assistants.unsupported')}
          hint={t(
            values.unsupported === 'remove'
              ? 'assistants.unsupportedRemoveHint'
              : 'assistants.unsupportedMarkHint',
          )}
          value={values.unsupported}
          disabled={disabled}
          onChange={(value) => set('unsupported', value)}
          options={(['remove', 'mark'] as const).map((value) => ({
            value,
            label: t(unsupportedLabels[value]),
          }))}
        />
        <ListEditor
          label={t('assistants.hosts')}
          hint={t('assistants.hostsHint')}
          placeholder="docs.example.com"
          emptyText={t('assistants.hostsEmpty')}
          items={values.approvedHosts}
          disabled={disabled}
          error={errors.approvedHosts}
          read={(typed) => readHost(typed, t('assistants.hostWrong', { typed }))}
          onChange={(hosts) => set('approvedHosts', hosts)}
        />
      </Group>

      <Group title={t('assistants.groupModel')}>
        <ModelFields key={`model-${revision}`} draft={draft} disabled={disabled} />
      </Group>
    </fieldset>
  );
}

function Group(props: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4">
      <h2 className="border-line border-b pb-2 font-medium text-lg">{props.title}</h2>
      {props.children}
    </section>
  );
}

function Choice<Value extends string>(props: {
  label: string;
  hint: string;
  value: Value;
  disabled: boolean;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
}) {
  return (
    <div className="flex flex-col items-start gap-1">
      <p className="font-medium" aria-hidden>
        {props.label}
      </p>
      {props.disabled ? (
        <p>{props.options.find((each) => each.value === props.value)?.label}</p>
      ) : (
        <Segmented
          label={props.label}
          value={props.value}
          onValueChange={props.onChange}
          options={props.options}
        />
      )}
      <p className="text-ink-2 text-sm">{props.hint}</p>
    </div>
  );
}
