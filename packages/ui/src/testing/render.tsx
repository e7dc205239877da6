import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';

const roots: Root[] = [];

/** Puts a component into the page, the way an app does. */
export async function render(node: ReactNode): Promise<void> {
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  roots.push(root);
  await act(async () => root.render(node));
}

export async function unmountAll(): Promise<void> {
  for (const root of roots.splice(0)) await act(async () => root.unmount());
  document.body.replaceChildren();
}

/** Does something a person does and lets React settle. */
export async function perform(action: () => unknown): Promise<void> {
  await act(async () => {
    await action();
  });
}

/** The element a person means by its role and its name. Fails with what is there instead. */
export function byRole(role: string, name: string | RegExp): HTMLElement {
  const all = [...document.querySelectorAll<HTMLElement>('*')].filter(
    (each) => roleOf(each) === role,
  );
  const found = all.find((each) =>
    typeof name === 'string' ? nameOf(each) === name : name.test(nameOf(each)),
  );
  if (!found) {
    const there = all.map((each) => `"${nameOf(each)}"`).join(', ');
    throw new Error(`No ${role} named ${String(name)}; there is: ${there || 'none'}`);
  }
  return found;
}

const implied: Record<string, string> = {
  BUTTON: 'button',
  A: 'link',
  H1: 'heading',
  H2: 'heading',
};

function roleOf(element: HTMLElement): string | null {
  return element.getAttribute('role') ?? implied[element.tagName] ?? null;
}

function nameOf(element: HTMLElement): string {
  const by = element.getAttribute('aria-labelledby');
  const named = by ? document.getElementById(by) : null;
  return (element.getAttribute('aria-label') ?? (named ?? element).textContent ?? '').trim();
}
