/**
 * The short list of where to click.
 *
 * @param {import('./platform.mjs').ReadyMessage} ready
 * @param {{ seconds: number, logFile: string }} facts
 */
export function readyText(ready, { seconds, logFile }) {
  const labelWidth = Math.max(...ready.urls.map(({ label }) => label.length));
  const urlWidth = Math.max(...ready.urls.map(({ url }) => url.length));
  const nameWidth = Math.max(...ready.services.map(({ name }) => name.length));
  const lines = [
    '',
    `  Parley is ready (${seconds.toFixed(1)} s). Open:`,
    '',
    ...ready.urls.map(({ label, url, detail = '' }) =>
      `  ${label.padEnd(labelWidth)}  ${url.padEnd(urlWidth)}  ${detail}`.trimEnd(),
    ),
    '',
  ];
  if (ready.account !== null) {
    lines.push(`  Sign in as ${ready.account.email} with ${ready.account.password}`, '');
  }
  lines.push(
    '  What each service resolved to:',
    ...ready.services.map(({ name, resolved, detail = '' }) =>
      `    ${name.padEnd(nameWidth)}  ${resolved}${detail === '' ? '' : ` (${detail})`}`.trimEnd(),
    ),
    '',
    `  Ctrl-C stops it. Log: ${logFile}`,
    '',
  );
  return lines.join('\n');
}
