import { assistantSettings } from '@platform/api-contract/schemas/assistants/assistant';
import type { AssistantSettings } from '@platform/api-contract/types';

export type SettingName = keyof AssistantSettings;
export const settingNames = Object.keys(assistantSettings.shape) as SettingName[];

/** A setting as the server would keep it, or what is wrong with it. */
export function checkSetting<Name extends SettingName>(
  name: Name,
  value: AssistantSettings[Name],
): { value: AssistantSettings[Name] } | { error: string } {
  const checked = assistantSettings.shape[name].safeParse(value);
  if (checked.success) return { value: checked.data as AssistantSettings[Name] };
  return { error: checked.error.issues[0]?.message ?? '' };
}

/** What is wrong with what is typed, by setting. */
export function settingErrors(values: AssistantSettings): Partial<Record<SettingName, string>> {
  const errors: Partial<Record<SettingName, string>> = {};
  for (const name of settingNames) {
    const checked = checkSetting(name, values[name]);
    if ('error' in checked) errors[name] = checked.error;
  }
  return errors;
}

/**
 * The settings that are right as typed and differ from what is saved: what the next save sends.
 * Compared as the server keeps them, so that a space at the end of a name is not a change for ever.
 */
export function unsavedSettings(
  saved: AssistantSettings,
  values: AssistantSettings,
): Partial<AssistantSettings> {
  const entries = settingNames.flatMap((name) => {
    const checked = checkSetting(name, values[name]);
    if ('error' in checked || same(checked.value, saved[name])) return [];
    return [[name, checked.value]];
  });
  return Object.fromEntries(entries);
}

/**
 * What stands in the form after the server told a newer draft: its values, but for the settings that
 * are being changed here. Theirs are kept, and the next save writes them.
 */
export function mergeDraft(
  saved: AssistantSettings,
  values: AssistantSettings,
  told: AssistantSettings,
): AssistantSettings {
  const entries = settingNames.map((name) => {
    const untouchedHere = same(checkedValue(name, values), saved[name]);
    const changedThere = !same(told[name], saved[name]);
    return [name, untouchedHere && changedThere ? told[name] : values[name]];
  });
  return Object.fromEntries(entries) as AssistantSettings;
}

function checkedValue(name: SettingName, values: AssistantSettings): unknown {
  const checked = checkSetting(name, values[name]);
  return 'value' in checked ? checked.value : values[name];
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
