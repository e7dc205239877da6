import type { ErrorShape, VisitorStart } from '@platform/api-contract/types';
import type { ParleyOptions } from '../public-api.ts';
import type { Memory, VisitorSession } from '../shared/bridge.ts';
import type { CallError } from '../shared/call-error.ts';
import { pageUrl } from '../shared/page-url.ts';

const timeoutMs = 20_000;

/** No cookies anywhere: who the visitor is travels in a header, so any site can carry the widget. */
export function openSession(
  { origin, widget, locale }: ParleyOptions,
  memory: Memory,
): VisitorSession {
  // One after the other: who the page says its visitor is must not be lost in a call under way.
  let starting = Promise.resolve() as Promise<unknown> as Promise<VisitorStart>;

  async function request<Output>(kind: string, path: string, input: unknown): Promise<Output> {
    const body = JSON.stringify(input);
    const isQuery = kind === 'query';
    const token = session.current?.token;
    const response = await fetch(
      `${origin}/trpc/${path}${isQuery && body ? `?input=${encodeURIComponent(body)}` : ''}`,
      {
        method: isQuery ? 'GET' : 'POST',
        ...(isQuery ? {} : { body }),
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        credentials: 'omit',
        signal: AbortSignal.timeout(timeoutMs),
      },
    );
    const { result, error } = (await response.json()) as {
      result?: { data: Output };
      error?: ErrorShape;
    };
    if (result) return result.data;
    const { error: code = 'INTERNAL', retry = true, retryAfterMs } = error?.data ?? {};
    const refusal = { code, retry, retryAfterMs: retryAfterMs ?? 0 };
    throw Object.assign(new Error(error?.message), refusal) satisfies CallError;
  }

  const begin = async (): Promise<VisitorStart> => {
    const started = await request<VisitorStart>('mutation', 'visitor.start', {
      widgetId: widget,
      token: session.current?.token,
      person: session.person,
      pageUrl: pageUrl(),
      // A page may say anything there; a longer tag than there is would be refused.
      locale: (locale || document.documentElement.lang || navigator.language).slice(0, 35),
    });
    session.current = started;
    memory.set('session', JSON.stringify(started));
    for (const listener of session.listeners) listener(started);
    return started;
  };

  const session: VisitorSession & { current: VisitorStart | null } = {
    current: JSON.parse(memory.get('session') ?? 'null') as VisitorStart | null,
    listeners: new Set(),
    start: () => {
      starting = starting.then(begin, begin);
      return starting;
    },
    request,
  };
  return session;
}
