import type { ModelChoice } from '@platform/api-contract/types';
import { formatMicros } from '@platform/shared/money';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { Select } from '@platform/ui/select';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../../api/client.ts';
import { errorWords } from '../../../api/error-texts.ts';
import { type Texts, useTexts } from '../../../texts/use-texts.tsx';
import type { Draft } from './use-draft.ts';

/** An English word is about 1.3 tokens, by the vendors' own rule of thumb (100 tokens, 75 words). */
const wordsPerToken = 0.75;

/** Which model writes the answers, at what price, and how long an answer may be. */
export function ModelFields({ draft, disabled }: { draft: Draft; disabled: boolean }) {
  const t = useTexts();
  const { values, set, errors } = draft;
  const models = useQuery(trpc.assistants.models.queryOptions());
  const [tokens, setTokens] = useState(String(values.maxAnswerTokens));
  const known = models.data?.models ?? [];
  const options = [
    { value: 'auto', label: t('assistants.modelAuto'), hint: t('assistants.modelAutoHint') },
    ...known
      .filter((each) => each.id !== 'auto')
      .map((each) => ({ value: each.id, label: each.model, hint: priceWords(each, t) })),
  ];
  const missing = !options.some((each) => each.value === values.model);
  if (missing) options.push({ value: values.model, label: values.model, hint: '' });
  const chosen = known.find((each) => each.id === values.model);
  const modelHint =
    values.model === 'auto'
      ? t('assistants.modelAutoHint')
      : chosen
        ? priceWords(chosen, t)
        : undefined;
  const modelError = models.error
    ? t('assistants.modelsFailed', { reason: errorWords(models.error, t).title })
    : missing && models.isSuccess
      ? t('assistants.modelGone')
      : undefined;
  return (
    <>
      <FormField label={t('assistants.model')} hint={modelHint} error={modelError}>
        <Select
          label={t('assistants.model')}
          value={values.model}
          disabled={disabled}
          options={options}
          onValueChange={(value) => set('model', value)}
        />
      </FormField>
      <FormField
        label={t('assistants.maxTokens')}
        hint={t('assistants.maxTokensHint', {
          words: Math.round((values.maxAnswerTokens * wordsPerToken) / 10) * 10,
        })}
        error={errors.maxAnswerTokens === undefined ? undefined : t('assistants.maxTokensWrong')}
      >
        <Input
          inputMode="numeric"
          value={tokens}
          disabled={disabled}
          onValueChange={(value) => {
            setTokens(value);
            set('maxAnswerTokens', /^\d+$/.test(value.trim()) ? Number(value) : 0);
          }}
        />
      </FormField>
    </>
  );
}

function priceWords(model: ModelChoice, t: Texts): string {
  const { provider, inputMicrosPerMillion: input, outputMicrosPerMillion: output } = model;
  if (input === null || output === null) return t('assistants.priceUnknown', { provider });
  if (input === 0 && output === 0) return t('assistants.priceNone', { provider });
  return t('assistants.price', {
    provider,
    input: formatMicros(input),
    output: formatMicros(output),
  });
}
