import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  /** The recipients of the envelope: who really gets it. */
  readonly to: readonly string[];
  /** Headers and body as they came over the wire. */
  readonly raw: string;
  /** `raw` with the transfer encodings undone, for looking into. */
  readonly content: string;
}

export interface SmtpInbox {
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** How often somebody tried to log in. */
  readonly logins: () => number;
  /** From now on each mail is refused with this answer of SMTP; `null`: taken again. */
  refuseWith(answer: { code: number; message: string } | null): void;
  close(): Promise<void>;
}

/** A real SMTP server on a free port that keeps what it is sent. */
export async function startSmtpInbox(
  login?: Readonly<{ user: string; password: string }>,
): Promise<SmtpInbox> {
  const mails: ReceivedMail[] = [];
  let refusal: { code: number; message: string } | null = null;
  let logins = 0;
  const server = new SMTPServer({
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disabledCommands: login === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    onAuth(auth, _session, done) {
      logins += 1;
      const right = auth.username === login?.user && auth.password === login?.password;
      if (right) done(null, { user: auth.username });
      else done(Object.assign(new Error('Wrong user or password'), { responseCode: 535 }));
    },
    onData(stream, session, done) {
      text(stream).then((raw) => {
        if (refusal !== null) {
          done(Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw,
          content: decode(raw),
        });
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  const credentials = login === undefined ? '' : `${login.user}:${login.password}@`;
  return {
    url: `smtp://${credentials}127.0.0.1:${port}`,
    mails,
    logins: () => logins,
    refuseWith(answer) {
      refusal = answer;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Quoted-printable undone, which is what our mails are sent in. */
function decode(raw: string): string {
  const bytes = raw
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('&amp;', '&');
}
