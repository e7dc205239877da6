/**
 * Runs inside an instance, before it: troubles of its host, switched by messages of the test. A disk
 * without room answers writes to files with ENOSPC after half of them, as the kernel does; a clock that
 * jumps shows another time from one call to the next.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

type Trouble = { type: 'disk'; full: boolean } | { type: 'clock'; offsetMs: number };

let diskIsFull = false;
let offsetMs = 0;
// The clock is the host's: the thread that holds the embedded database reads it, too.
const clock = new BroadcastChannel('clock of the host');
clock.onmessage = (message: unknown) => {
  offsetMs = (message as { data: number }).data;
};
clock.unref();

const realNow = Date.now;
const RealDate = Date;
const shifted = () => realNow() + offsetMs;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given) =>
    given.length === 0 ? new target(shifted()) : Reflect.construct(target, given),
  get: (target, key) => (key === 'now' ? shifted : Reflect.get(target, key)),
});

if (isMainThread) {
  process.on('message', (trouble: Trouble) => {
    if (trouble.type === 'disk') diskIsFull = trouble.full;
    if (trouble.type === 'clock') {
      offsetMs = trouble.offsetMs;
      clock.postMessage(offsetMs);
    }
  });
  // Listening for messages must not keep an instance alive that wants to end.
  process.channel?.unref();

  const handle = await open('/dev/null', 'w');
  const files = Object.getPrototypeOf(handle) as Pick<FileHandle, 'writeFile'>;
  await handle.close();
  const { writeFile } = files;
  files.writeFile = async function write(this: FileHandle, data, ...rest) {
    if (!diskIsFull || !(data instanceof Uint8Array)) return writeFile.call(this, data, ...rest);
    await writeFile.call(this, data.subarray(0, data.length / 2));
    const message = 'ENOSPC: no space left on device, write';
    throw Object.assign(new Error(message), { code: 'ENOSPC', errno: -28, syscall: 'write' });
  };
}
