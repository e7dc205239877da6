import { type MailTemplate, type MailTemplates, requireOwnPath, toOneLine } from '@platform/auth';
import { render } from '@react-email/render';
import { mailLayout } from './mail-layout.ts';
import { type MailWords, mailWords } from './mail-words.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/**
 * A mail in its final words, as HTML and as text. Links begin with `origin`, which is configured and
 * never read from a request [ASVS 4.1.3]. Throws when the template is not known, or a path leads out.
 */
export async function renderMail(
  mail: { template: string; props: unknown },
  origin: string,
): Promise<RenderedMail> {
  const words = wordsOf(mail);
  const link = (path: string) => new URL(requireOwnPath(path), origin).href;
  const { button } = words;
  const notes = (words.notes ?? []).map((note) =>
    note.replace(/\{origin\}(\S+)/, (_all, path: string) => link(path)),
  );
  const subject = toOneLine(words.subject).slice(0, 200);
  const html = await render(
    mailLayout({
      title: subject,
      preview: toOneLine(words.preview),
      paragraphs: words.paragraphs,
      notes,
      ...(button === undefined ? {} : { button: { label: button.label, url: link(button.path) } }),
    }),
  );
  const text = [
    ...words.paragraphs,
    ...(button === undefined ? [] : [`${button.label}:\n${link(button.path)}`]),
    ...notes,
    '-- \nParley',
  ];
  return { subject, html, text: `${text.join('\n\n')}\n` };
}

function wordsOf({ template, props }: { template: string; props: unknown }): MailWords {
  if (!Object.hasOwn(mailWords, template)) throw new Error(`There is no mail ${template}.`);
  // What was queued was checked by its type there; `hasOwn` has shown that the template is one of ours.
  const say = mailWords[template as MailTemplate] as (
    props: MailTemplates[MailTemplate],
  ) => MailWords;
  return say(props as MailTemplates[MailTemplate]);
}
