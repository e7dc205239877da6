import type { ParleyOptions } from '../public-api.ts';

/** What the script tag says. Parley runs where the script came from. Null without `data-widget`. */
export function readOptions(script: HTMLScriptElement | null): ParleyOptions | null {
  if (!script?.dataset.widget) return null;
  return { ...script.dataset, origin: new URL(script.src).origin } as unknown as ParleyOptions;
}
