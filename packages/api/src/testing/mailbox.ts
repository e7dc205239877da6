import { mailSealContext } from '@platform/auth';
import { listMails, type MailRow } from '../mail/mail.queries.ts';
import type { TestPlatform } from './index.ts';
import { until } from './index.ts';

/** A mail as its person would read it. */
export interface ReadMail {
  readonly template: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** The mails queued for an address, the newest first. */
export async function mailsFor(test: TestPlatform, email: string): Promise<ReadMail[]> {
  const { db, sealer } = test.platform.services;
  const open = (mail: MailRow) =>
    JSON.parse(sealer.open(mail.props ?? '', mailSealContext(mail.id))) as ReadMail['props'];
  const all = await listMails(db, 1_000);
  return all
    .filter((mail) => mail.recipient === email && mail.props !== null)
    .map((mail) => ({ template: mail.template, props: open(mail) }));
}

/** The secret of the newest link of a kind that was mailed to an address; waits for it. */
export async function linkFor(
  test: TestPlatform,
  email: string,
  template: string,
): Promise<string> {
  const mails = await until(
    () => mailsFor(test, email),
    (found) => found.some((mail) => mail.template === template),
  );
  const { props } = mails.find((mail) => mail.template === template) ?? {};
  return String(props?.path ?? '').split('#')[1] ?? '';
}
