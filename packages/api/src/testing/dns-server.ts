import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export interface DnsServer {
  /** For DNS_SERVERS. */
  readonly address: string;
  /** The TXT records of each domain, as they are at the moment. */
  readonly records: Map<string, string[]>;
  close(): Promise<void>;
}

const headerBytes = 12;

/** A name server that knows TXT records and nothing else (RFC 1035, one question a packet). */
export async function startDnsServer(): Promise<DnsServer> {
  const records = new Map<string, string[]>();
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const labels: string[] = [];
    let at = headerBytes;
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.toString('ascii', at + 1, at + 1 + length));
      at += 1 + length;
    }
    const question = query.subarray(headerBytes, at + 5);
    const found = records.get(labels.join('.').toLowerCase());
    const answers = (found ?? []).map((text) => {
      const data = Buffer.from(text);
      // A pointer to the name in the question, type TXT, class IN, a second to live, its length.
      const head = Buffer.from([0xc0, headerBytes, 0, 16, 0, 1, 0, 0, 0, 1, 0, data.length + 1]);
      return Buffer.concat([head, Buffer.from([data.length]), data]);
    });
    const header = Buffer.alloc(headerBytes);
    query.copy(header, 0, 0, 2);
    // An answer with authority; the name is unknown when there is nothing of it.
    header.writeUInt16BE(0x8580 | (found === undefined ? 3 : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(answers.length, 6);
    socket.send(Buffer.concat([header, question, ...answers]), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    records,
    close: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}
