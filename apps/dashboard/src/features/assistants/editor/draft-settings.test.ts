import { assistantSettings } from '@platform/api-contract/schemas/assistants/assistant';
import { describe, expect, it } from 'vitest';
import { mergeDraft, settingErrors, unsavedSettings } from './draft-settings.ts';

const saved = assistantSettings.parse({ name: 'Ada' });

describe('unsavedSettings', () => {
  it('holds what was changed and nothing else', () => {
    expect(unsavedSettings(saved, { ...saved, tone: 'brief' })).toEqual({ tone: 'brief' });
    expect(unsavedSettings(saved, saved)).toEqual({});
  });
  it('compares as the server keeps it', () => {
    expect(unsavedSettings(saved, { ...saved, name: ' Ada ' })).toEqual({});
  });
  it('keeps back what is wrong and sends the rest', () => {
    const values = { ...saved, name: '', greeting: 'Hi.' };
    expect(unsavedSettings(saved, values)).toEqual({ greeting: 'Hi.' });
    expect(Object.keys(settingErrors(values))).toEqual(['name']);
  });
});

describe('mergeDraft', () => {
  it('takes what others changed, and keeps what is being changed here', () => {
    const values = { ...saved, greeting: 'Mine' };
    const told = { ...saved, greeting: 'Theirs', tone: 'formal' as const };
    expect(mergeDraft(saved, values, told)).toEqual({ ...saved, greeting: 'Mine', tone: 'formal' });
  });
  it('does not trim under the typing hand', () => {
    const values = { ...saved, name: 'Ada ' };
    expect(mergeDraft(saved, values, saved).name).toBe('Ada ');
  });
});
