import type { AssistantSettings } from '@platform/api-contract/types';
import type { TextId, Texts } from '../../../texts/use-texts.tsx';
import type { SettingName } from './draft-settings.ts';

export const settingLabels: Record<SettingName, TextId> = {
  name: 'assistants.name',
  greeting: 'assistants.greeting',
  tone: 'assistants.tone',
  instructions: 'assistants.instructions',
  whenUnsure: 'assistants.whenUnsure',
  unsupported: 'assistants.unsupported',
  approvedHosts: 'assistants.hosts',
  suggestedQuestions: 'assistants.questions',
  model: 'assistants.model',
  maxAnswerTokens: 'assistants.maxTokens',
};

export const toneLabels: Record<AssistantSettings['tone'], TextId> = {
  neutral: 'assistants.toneNeutral',
  friendly: 'assistants.toneFriendly',
  formal: 'assistants.toneFormal',
  brief: 'assistants.toneBrief',
};
export const whenUnsureLabels: Record<AssistantSettings['whenUnsure'], TextId> = {
  'offer-person': 'assistants.whenUnsurePerson',
  rephrase: 'assistants.whenUnsureRephrase',
};
export const unsupportedLabels: Record<AssistantSettings['unsupported'], TextId> = {
  remove: 'assistants.unsupportedRemove',
  mark: 'assistants.unsupportedMark',
};

/** A setting's value in words, for the list of what publishing changes. */
export function settingInWords(settings: AssistantSettings, name: SettingName, t: Texts): string {
  switch (name) {
    case 'tone':
      return t(toneLabels[settings.tone]);
    case 'whenUnsure':
      return t(whenUnsureLabels[settings.whenUnsure]);
    case 'unsupported':
      return t(unsupportedLabels[settings.unsupported]);
    case 'model':
      return settings.model === 'auto' ? t('assistants.modelAuto') : settings.model;
    case 'maxAnswerTokens':
      return t('assistants.tokens', { count: settings.maxAnswerTokens });
    case 'approvedHosts':
    case 'suggestedQuestions':
      return settings[name].join('\n') || t('assistants.none');
    case 'name':
    case 'greeting':
    case 'instructions':
      return settings[name] || t('assistants.none');
  }
}
