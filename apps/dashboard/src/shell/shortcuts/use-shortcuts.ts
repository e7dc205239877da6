import { useEffect, useRef, useSyncExternalStore } from 'react';
import { isTyping, matchShortcut, pressName, type Sequence } from './match-shortcut.ts';

export type Shortcut = {
  /** `j`, `?`, `Enter`, `mod+k`, or a pair such as `g i`. */
  keys: string;
  /** What it does, in words, for the list of all shortcuts. */
  label: string;
  group: string;
  run: () => void;
  /** Also while typing and in dialogs: for keys with a modifier only. */
  always?: boolean;
};

type Registration = { list: readonly Shortcut[]; current: { value: readonly Shortcut[] } };

const registrations = new Set<Registration>();
const listeners = new Set<() => void>();
let snapshot: readonly Shortcut[] = [];
let sequence: Sequence = { pending: null, atMs: 0 };

function changed(): void {
  snapshot = [...registrations].flatMap((each) => each.list);
  for (const listener of listeners) listener();
}

function inForce(event: KeyboardEvent): readonly Shortcut[] {
  const all = [...registrations].flatMap((each) => each.current.value);
  const target = event.target instanceof HTMLElement ? event.target : document.body;
  const held =
    isTyping(target) || target.closest('[role="dialog"], [role="menu"], [role="listbox"]');
  return held ? all.filter((each) => each.always) : all;
}

function onKeyDown(event: KeyboardEvent): void {
  const press = event.defaultPrevented ? null : pressName(event);
  if (press === null) return;
  const shortcuts = inForce(event);
  // Enter on a button or link is that button's, not ours.
  if (press === 'Enter' && event.target instanceof HTMLElement) {
    if (event.target.closest('a, button, [role="button"], summary')) return;
  }
  const found = matchShortcut(
    sequence,
    press,
    event.timeStamp,
    shortcuts.map((each) => each.keys),
  );
  sequence = found.sequence;
  // The screen that was opened last has the last word about a key.
  const shortcut = shortcuts.findLast((each) => each.keys === found.run);
  if (!shortcut) return;
  event.preventDefault();
  shortcut.run();
}

/** Puts shortcuts in force while the calling component is mounted. */
export function useShortcuts(list: readonly Shortcut[]): void {
  const current = useRef({ value: list });
  current.current.value = list;
  const identity = list.map((each) => `${each.keys}:${each.label}`).join('|');
  // Registered again only when a key or its words change; what runs is read live.
  useEffect(() => {
    const registration: Registration = { list: current.current.value, current: current.current };
    if (registrations.size === 0) document.addEventListener('keydown', onKeyDown);
    registrations.add(registration);
    changed();
    return () => {
      registrations.delete(registration);
      if (registrations.size === 0) document.removeEventListener('keydown', onKeyDown);
      changed();
    };
  }, [identity]);
}

/** Every shortcut in force, for the list behind `?`. */
export function useActiveShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );
}
