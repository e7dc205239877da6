import type { Message } from '@platform/api-contract/types';
import type { ComponentChildren } from 'preact';

const pauseMs = 30 * 60_000;

/** When a conversation went on, where it had paused for long enough to matter. */
export function timeBetween(
  before: Message | undefined,
  message: Message,
  locale: string,
): ComponentChildren {
  const at = new Date(message.createdAt);
  const sinceMs = before ? at.getTime() - Date.parse(before.createdAt) : 0;
  if (sinceMs < pauseMs) return null;
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return (
    <time class="notice" dateTime={message.createdAt}>
      {format.format(at)}
    </time>
  );
}
