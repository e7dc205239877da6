import { once } from 'node:events';

import { WireReader } from './wire-reader.ts';

/**
 * A process of its own, so that its memory is not the server's: opens readers, subscribes them, stops
 * reading, says so on its standard output, and stays until it is ended.
 * Arguments: address, token, resource, how many.
 */
const [url = '', token = '', resource = '', count = '0'] = process.argv.slice(2);

for (let i = 0; i < Number(count); i += 1) {
  const reader = await WireReader.hello(url, token);
  await reader.subscribe({ ref: 1, resource });
  reader.socket.pause();
}
process.stdout.write('stalled\n');
await once(process.stdin.resume(), 'end');
process.exit(0);
