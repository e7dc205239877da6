import type { Assistant, AssistantSettings } from '@platform/api-contract/types';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, queryClient, trpc } from '../../../api/client.ts';
import { mergeDraft, type SettingName, settingErrors, unsavedSettings } from './draft-settings.ts';

/** A draft is saved when the typing rests this long. */
const restMs = 700;

export type SaveState =
  | { state: 'saved' | 'waiting' | 'saving' }
  | { state: 'failed'; error: unknown };

/**
 * The draft of an assistant as it stands in the form. It saves itself; what cannot be saved stays in
 * the form with its reason, and leaving the page asks first.
 */
export function useDraft(assistant: Assistant) {
  const assistantId = assistant.id;
  const [values, setValues] = useState(assistant.draft);
  const [saveState, setSaveState] = useState<SaveState>({ state: 'saved' });
  /** Rises when the form is filled from outside, so that fields with a state of their own start anew. */
  const [revision, setRevision] = useState(0);
  const current = useRef({ values, saved: assistant.draft });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<boolean> | null>(null);

  const write = useCallback((next: AssistantSettings) => {
    current.current.values = next;
    setValues(next);
  }, []);

  /** Takes in what the server has now: others' changes come into the form, what is typed here stays. */
  const takeIn = useCallback(
    (known: AssistantSettings, told: AssistantSettings) => {
      const typed = current.current.values;
      const merged = mergeDraft(known, typed, told);
      current.current.saved = told;
      if (JSON.stringify(merged) === JSON.stringify(typed)) return;
      write(merged);
      setRevision((now) => now + 1);
    },
    [write],
  );

  const save = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    const settings = unsavedSettings(current.current.saved, current.current.values);
    if (Object.keys(settings).length === 0) {
      setSaveState({ state: 'saved' });
      return true;
    }
    setSaveState({ state: 'saving' });
    try {
      const sent = { ...current.current.saved, ...settings };
      const told = await api.assistants.update.mutate({ assistantId, settings });
      takeIn(sent, told.draft);
      rememberAssistant(told);
      return true;
    } catch (error) {
      setSaveState({ state: 'failed', error });
      return false;
    }
  }, [assistantId, takeIn]);

  /** Saves now; resolves to whether everything that is right as typed is saved. */
  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    // One save at a time: what was typed meanwhile goes with the next.
    while (running.current) await running.current;
    running.current = save();
    const done = await running.current;
    running.current = null;
    const left = unsavedSettings(current.current.saved, current.current.values);
    if (done && Object.keys(left).length > 0) return flush();
    if (done) setSaveState({ state: 'saved' });
    return done;
  }, [save]);

  const set = useCallback(
    <Name extends SettingName>(name: Name, value: AssistantSettings[Name]) => {
      write({ ...current.current.values, [name]: value });
      setSaveState({ state: 'waiting' });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), restMs);
    },
    [flush, write],
  );

  /** Fills the form with a draft the server already has. */
  const adopt = useCallback(
    (told: AssistantSettings) => {
      clearTimeout(timer.current);
      current.current.saved = told;
      write(told);
      setRevision((now) => now + 1);
      setSaveState({ state: 'saved' });
    },
    [write],
  );

  /** Fills the form with settings that are to be saved, such as those before a discard. */
  const fill = useCallback(
    (settings: AssistantSettings) => {
      write(settings);
      setRevision((now) => now + 1);
      void flush();
    },
    [flush, write],
  );

  // Someone else saved meanwhile: their settings come in, those being changed here stay.
  useEffect(() => {
    if (!running.current) takeIn(current.current.saved, assistant.draft);
  }, [assistant.draft, takeIn]);

  const unsaved = saveState.state !== 'saved';
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [unsaved]);
  // Going to another screen saves at once what was waiting.
  useEffect(() => () => void flush(), [flush]);

  return { values, set, adopt, fill, flush, saveState, revision, errors: settingErrors(values) };
}

export type Draft = ReturnType<typeof useDraft>;

export function rememberAssistant(assistant: Assistant): void {
  const { id: assistantId } = assistant;
  queryClient.setQueryData(trpc.assistants.get.queryKey({ assistantId }), assistant);
  queryClient.setQueryData(
    trpc.assistants.list.queryKey(),
    (known) =>
      known && {
        assistants: known.assistants.map((each) => (each.id === assistantId ? assistant : each)),
      },
  );
}
