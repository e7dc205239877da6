import { Button } from '@react-email/button';
import { Preview } from '@react-email/preview';
import { createElement as h, type ReactElement } from 'react';

/** Everything that is shown, with links complete. */
export interface MailContent {
  readonly title: string;
  readonly preview: string;
  readonly paragraphs: readonly string[];
  readonly button?: { readonly label: string; readonly url: string };
  readonly notes: readonly string[];
}

// The colours of the apps; mail programs know neither variables nor style sheets.
const ink = '#1B1A17';
const quiet = '#5E5A52';
const line = '#E6E2DA';
const font = 'Inter, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif';
const text = { margin: '0 0 16px', fontSize: '15px', lineHeight: '24px', color: ink };

/**
 * One card on paper, as our sign-in pages are. Words are text nodes: React escapes them, so a name
 * cannot become markup.
 */
export function mailLayout(content: MailContent): ReactElement {
  const { button } = content;
  return h(
    'html',
    { lang: 'en' },
    h(
      'head',
      null,
      h('meta', { httpEquiv: 'Content-Type', content: 'text/html; charset=UTF-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width' }),
      h('meta', { name: 'color-scheme', content: 'light' }),
      h('title', null, content.title),
    ),
    h(
      'body',
      { style: { margin: 0, padding: '32px 12px', backgroundColor: '#FBFAF8', fontFamily: font } },
      h(Preview, null, content.preview),
      h(
        'table',
        {
          role: 'presentation',
          align: 'center',
          cellPadding: 0,
          cellSpacing: 0,
          width: '100%',
          style: { maxWidth: '520px', margin: '0 auto' },
        },
        h(
          'tbody',
          null,
          row({ padding: '0 4px 16px', fontSize: '16px', color: ink }, 'Parley'),
          row(
            {
              padding: '28px 28px 12px',
              backgroundColor: '#FFFFFF',
              border: `1px solid ${line}`,
              borderRadius: '10px',
            },
            h(
              'h1',
              { key: 'title', style: { ...text, fontSize: '20px', lineHeight: '28px' } },
              content.title,
            ),
            ...content.paragraphs.map((each, index) =>
              h('p', { key: `p${index}`, style: text }, each),
            ),
            button === undefined ? null : action(button),
            ...content.notes.map((each, index) => h('p', { key: `n${index}`, style: small }, each)),
          ),
        ),
      ),
    ),
  );
}

const small = { ...text, fontSize: '13px', lineHeight: '20px', color: quiet };

function row(style: Record<string, string>, ...children: (ReactElement | string | null)[]) {
  return h('tr', null, h('td', { style }, ...children));
}

function action(button: { label: string; url: string }): ReactElement {
  const style = {
    backgroundColor: '#0B6B63',
    color: '#FFFFFF',
    borderRadius: '6px',
    padding: '12px 20px',
    fontSize: '15px',
    textDecoration: 'none',
  };
  return h(
    'div',
    { key: 'button', style: { margin: '8px 0 24px' } },
    h(Button, { href: button.url, style }, button.label),
    // For programs that show no button, and for those who want to see where it leads.
    h('p', { style: { ...small, margin: '12px 0 0', wordBreak: 'break-all' } }, button.url),
  );
}
