import { createElement as h, type ReactElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { MailRow } from './mail.queries.ts';
import type { RenderedMail } from './render-mail.ts';

const style = `
:root { color-scheme: light dark; --paper: #FBFAF8; --surface: #FFFFFF; --ink: #1B1A17; --quiet: #5E5A52; --line: #E6E2DA; --accent: #0B6B63; --human: #9A4A07; --weak: #FBEFD9; }
@media (prefers-color-scheme: dark) { :root { --paper: #141311; --surface: #1C1B18; --ink: #ECE9E2; --quiet: #A8A297; --line: #35322C; --accent: #5CCABB; --human: #F0B05C; --weak: #38290F; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/20px Inter, system-ui, sans-serif; }
main { max-width: 760px; margin: 0 auto; padding: 32px 16px 64px; }
h1 { margin: 0 0 8px; font-size: 20px; line-height: 28px; font-weight: 550; overflow-wrap: anywhere; }
h2 { margin: 24px 0 8px; font-size: 14px; font-weight: 550; }
a { color: var(--accent); }
.note { margin: 0 0 24px; padding: 8px 12px; border-radius: 6px; background: var(--weak); color: var(--human); }
.list { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); overflow: hidden; }
.list li + li { border-top: 1px solid var(--line); }
.list a { display: block; padding: 12px 16px; color: inherit; text-decoration: none; }
.list a:hover, .list a:focus-visible { background: var(--paper); }
.row { display: flex; gap: 12px; justify-content: space-between; }
.subject { font-weight: 550; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); font-size: 13px; }
.quiet p { margin: 0; }
iframe { width: 100%; height: 480px; border: 1px solid var(--line); border-radius: 10px; background: #FBFAF8; }
pre { margin: 0; padding: 16px; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/20px ui-monospace, monospace; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0 0 16px; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
`;

export interface ShownMail {
  readonly mail: MailRow;
  /** `null`: the content was dropped, or cannot be opened any more. */
  readonly rendered: RenderedMail | null;
}

const subjectOf = ({ mail, rendered }: ShownMail) => rendered?.subject ?? mail.template;
const moment = (at: Date) =>
  h(
    'time',
    { dateTime: at.toISOString() },
    `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
  );

function page(title: string, nonce: string, ...children: ReactNode[]): string {
  const tree = h(
    'html',
    { lang: 'en' },
    h(
      'head',
      null,
      h('meta', { charSet: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'robots', content: 'noindex' }),
      h('title', null, title),
      h('style', { nonce, dangerouslySetInnerHTML: { __html: style } }),
    ),
    h('body', null, h('main', null, ...children)),
  );
  return `<!doctype html>${renderToStaticMarkup(tree)}`;
}

const notice = (): ReactElement =>
  h(
    'p',
    { className: 'note', key: 'note' },
    'For development: no mail server is set, so mails stay here instead of being sent. Only this computer can open this page. Set SMTP_URL to send them.',
  );

export function mailboxList(mails: readonly ShownMail[], nonce: string): string {
  const rows = mails.map((shown) =>
    h(
      'li',
      { key: shown.mail.id },
      h(
        'a',
        { href: `/mailbox/${shown.mail.id}` },
        h(
          'span',
          { className: 'row' },
          h('span', { className: 'subject' }, subjectOf(shown)),
          h('span', { className: 'quiet' }, moment(shown.mail.createdAt)),
        ),
        h('span', { className: 'quiet' }, `to ${shown.mail.recipient}`),
      ),
    ),
  );
  return page(
    'Mailbox',
    nonce,
    h('h1', { key: 'title' }, 'Mailbox'),
    notice(),
    rows.length === 0
      ? h(
          'p',
          { key: 'empty', className: 'quiet' },
          'No mail yet. One comes when somebody signs up, asks for a new password, or is invited.',
        )
      : h('ul', { key: 'list', className: 'list' }, ...rows),
  );
}

export function mailboxMessage(shown: ShownMail, nonce: string): string {
  const { mail, rendered } = shown;
  const facts: [string, ReactNode][] = [
    ['To', mail.recipient],
    ['Queued', moment(mail.createdAt)],
    ['Template', mail.template],
    ...(mail.failure === null ? [] : [['Failure', mail.failure] as [string, string]]),
  ];
  return page(
    subjectOf(shown),
    nonce,
    h('p', { key: 'back' }, h('a', { href: '/mailbox' }, '← Mailbox')),
    h('h1', { key: 'title' }, subjectOf(shown)),
    notice(),
    h(
      'dl',
      { key: 'facts' },
      ...facts.flatMap(([label, value]) => [
        h('dt', { key: `${label} label` }, label),
        h('dd', { key: label }, value),
      ]),
    ),
    ...(rendered === null
      ? [h('p', { key: 'gone', className: 'quiet' }, 'The content of this mail is gone.')]
      : [
          h('iframe', {
            key: 'html',
            title: 'The mail as HTML',
            src: `/mailbox/${mail.id}/html`,
            sandbox: 'allow-popups allow-popups-to-escape-sandbox',
          }),
          h('h2', { key: 'textTitle' }, 'As text'),
          h('pre', { key: 'text' }, ...withLinks(rendered.text)),
        ]),
  );
}

/** Addresses in the text can be followed; they are links of our own making. */
function withLinks(text: string): ReactNode[] {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) =>
      index % 2 === 1 ? h('a', { key: index, href: part, rel: 'noreferrer' }, part) : part,
    );
}
