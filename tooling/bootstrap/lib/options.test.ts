import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parseStartOptions } from './options.mjs';
import { BootstrapError } from './run.mjs';

it('leaves what is not said to the environment and its defaults', () => {
  expect(parseStartOptions([])).toEqual({
    port: undefined,
    host: undefined,
    dataDir: undefined,
    help: false,
  });
});

it('reads the place of a second copy', () => {
  const options = parseStartOptions(['--port', '4100', '--data', '/srv/second copy']);
  expect(options).toMatchObject({ port: 4100, dataDir: resolve('/srv/second copy') });
});

it.each([
  [['--port', 'x'], '--port takes a number from 1 to 65534, not "x".'],
  // The demo customer's site needs the port after it.
  [['--port', '65535'], '--port takes a number from 1 to 65534, not "65535".'],
  [['--data', ''], '--data takes a directory.'],
  [['--prot', '4100'], "Unknown option '--prot'"],
])('refuses %j and says what would be right', (argv, message) => {
  const parse = () => parseStartOptions(argv);
  expect(parse).toThrow(BootstrapError);
  expect(parse).toThrow(message);
});
