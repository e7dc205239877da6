import type { Parley, ParleyOptions } from './public-api.ts';

export type { Parley, ParleyEvents, ParleyListener, ParleyOptions, Person } from './public-api.ts';

type Page = { Parley?: Parley | undefined };

/**
 * Puts the widget on the page as the snippet does, and resolves once `window.Parley` works. Calling it
 * again while the widget is there resolves to the same one. `nonce` is for pages whose policy asks for
 * it. Rejects when the script cannot be loaded.
 */
export function loadParley(options: ParleyOptions & { nonce?: string }): Promise<Parley> {
  const page = globalThis as Page;
  const running = page.Parley;
  if (running && 'shutdown' in running) return Promise.resolve(running);
  const { widget, origin, locale, theme, target, nonce } = options;
  const script = document.createElement('script');
  Object.assign(
    script.dataset,
    { widget },
    locale && { locale },
    theme && { theme },
    target && { target },
  );
  script.async = true;
  script.src = `${origin}/widget.js`;
  if (nonce) script.nonce = nonce;
  return new Promise((resolve, reject) => {
    script.onload = () => {
      script.remove();
      if (page.Parley) resolve(page.Parley);
      else reject(new Error('The Parley script ran without starting the widget.'));
    };
    script.onerror = () => {
      script.remove();
      reject(new Error(`The Parley script could not be loaded from ${script.src}.`));
    };
    document.head.append(script);
  });
}
