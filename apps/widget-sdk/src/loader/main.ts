import { readOptions } from './options.ts';
import { startWidget } from './widget.ts';

const options = readOptions(document.currentScript as HTMLScriptElement | null);

if (options) {
  if (document.body) startWidget(options);
  else addEventListener('DOMContentLoaded', () => startWidget(options), { once: true });
}
