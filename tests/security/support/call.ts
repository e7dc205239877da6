import { contract } from '@platform/api-contract/contract';
import type { Procedure } from '@platform/api-contract/procedure';

export interface Listed extends Procedure {
  /** As it stands in the address: `conversations.list`. */
  readonly path: string;
}

/** The contract's table as a list: what is added to it is covered here the same day. */
export const procedures: readonly Listed[] = Object.entries(contract).flatMap(
  ([domain, declared]) =>
    Object.entries(declared).map(([name, procedure]: [string, Procedure]) => ({
      ...procedure,
      path: `${domain}.${name}`,
    })),
);

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The registry's code of an error; `null` for a success. */
  readonly error: string | null;
  /** Everything a client could tell two answers apart by, but the id of the request itself. */
  readonly bytes: string;
  readonly headers: Headers;
}

export type RequestHeaders = Readonly<Record<string, string>>;

/** One call as any program could make it, without a client that would keep it well-formed. */
export function call(
  origin: string,
  procedure: Pick<Listed, 'path' | 'kind'>,
  input: unknown,
  headers: RequestHeaders = {},
): Promise<Answer> {
  const at = `/trpc/${procedure.path}`;
  const json = input === undefined ? undefined : JSON.stringify(input);
  if (procedure.kind === 'query') {
    const query = json === undefined ? '' : `?input=${encodeURIComponent(json)}`;
    return request(origin, at + query, { headers });
  }
  return request(origin, at, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(json === undefined ? {} : { body: json }),
  });
}

export async function request(origin: string, path: string, init: RequestInit = {}) {
  const response = await fetch(`${origin}${path}`, { redirect: 'manual', ...init });
  const text = await response.text();
  const { headers, status } = response;
  const shown = [...headers].filter(([name]) => !variable.has(name));
  const head = JSON.stringify(shown).replaceAll(countedLimits, '$1');
  const bytes = `${status}\n${head}\n${text.replaceAll(requestIds, '')}`;
  return { status, text, bytes, headers, error: status < 400 ? null : errorOf(text) };
}

const variable = new Set(['date', 'x-request-id', 'content-length']);
const requestIds = /"requestId":"[^"]*"/g;
/** Which limits a call counts against is the same for both; how much of them is left is not. */
const countedLimits = /(;[rt]=)\d+/g;

/** The code in a tRPC error, in a batch of one, or in a problem document. */
function errorOf(text: string): string {
  const [, code] = /"(?:error|code)":"([A-Z_]+)"/.exec(text) ?? [];
  return code ?? `no code in: ${text.slice(0, 200)}`;
}
