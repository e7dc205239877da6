import http from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: http.IncomingHttpHeaders;
}

/** One request exactly as written: no client tidies the path, the headers or the body. */
export function rawRequest(
  origin: string,
  wanted: { method?: string; path: string; headers?: http.OutgoingHttpHeaders; body?: string },
): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  const { method = 'GET', path, headers = {}, body } = wanted;
  return new Promise((resolve, reject) => {
    const sent = http.request({ hostname, port, method, path, headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }),
      );
      answer.on('error', reject);
    });
    sent.on('upgrade', ({ statusCode = 0, headers: told }, socket) => {
      socket.destroy();
      resolve({ status: statusCode, text: '', headers: told });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
