import type { Parley, ParleyOptions } from './public-api.ts';

export type { Parley, ParleyEvents, ParleyListener, ParleyOptions, Person } from './public-api.ts';

interface Page {
  Parley?: Parley | undefined;
  /** Not in every browser yet, nor in the compiler's library. */
  trustedTypes?: {
    createPolicy(name: string, rules: object): { createScriptURL(url: string): string };
  };
}

let policy: { createScriptURL(url: string): string } | undefined;

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
  // A page that requires trusted types allows a policy of this name; elsewhere it does no harm.
  policy ??= page.trustedTypes?.createPolicy('parley', {
    createScriptURL: (url: string) => url,
  });
  const url = `${origin}/widget.js`;
  script.src = policy?.createScriptURL(url) ?? url;
  if (nonce) script.nonce = nonce;
  return new Promise((resolve, reject) => {
    script.onload = () => {
      script.remove();
      if (page.Parley) resolve(page.Parley);
      else reject(new Error('The Parley script ran without starting the widget.'));
    };
    script.onerror = () => {
      script.remove();
      reject(new Error(`The Parley script could not be loaded from ${url}.`));
    };
    document.head.append(script);
  });
}
