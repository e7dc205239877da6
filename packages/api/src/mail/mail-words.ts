import type { MailTemplate, MailTemplates } from '@platform/auth';

/** What a mail says, before it has a form. `path` is within our own origin. */
export interface MailWords {
  readonly subject: string;
  /** Shown by mail programs beside the subject. */
  readonly preview: string;
  readonly paragraphs: readonly string[];
  readonly button?: { readonly label: string; readonly path: string };
  /** Small, below the button. */
  readonly notes?: readonly string[];
}

type Words = {
  readonly [Template in MailTemplate]: (props: MailTemplates[Template]) => MailWords;
};

const ignore = 'If this was not you, there is nothing to do: without the link nothing happens.';
const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
const greet = (name: string) => `Hello ${name},`;
const when = (iso: string) =>
  new Date(iso).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

const securityChanges = {
  'factor-on': 'A second factor was turned on',
  'factor-off': 'The second factor was turned off',
  'codes-renewed': 'New recovery codes were made, and the old ones no longer work',
  'code-used': 'A recovery code was used to sign in',
} as const;

/** The words of every template, one function each. */
export const mailWords: Words = {
  'verify-email': ({ name, path, hours }) => ({
    subject: 'Confirm your e-mail address',
    preview: 'One click, and your account is ready.',
    paragraphs: [
      greet(name),
      'please confirm that this is your address. Answers, invitations and notices about your account go here.',
    ],
    button: { label: 'Confirm address', path },
    notes: [`The link works once, for ${count(hours, 'hour')}.`, ignore],
  }),
  'change-email': ({ name, path, hours }) => ({
    subject: 'Confirm your new e-mail address',
    preview: 'Your account changes to this address once you confirm it.',
    paragraphs: [
      greet(name),
      'please confirm that your account should use this address from now on. Until then nothing changes.',
    ],
    button: { label: 'Use this address', path },
    notes: [`The link works once, for ${count(hours, 'hour')}.`, ignore],
  }),
  'email-changed': ({ name, newEmail }) => ({
    subject: 'The e-mail address of your account was changed',
    preview: `It is now ${newEmail}.`,
    paragraphs: [
      greet(name),
      `your account now uses ${newEmail}. This address here can no longer be used to sign in.`,
      'If this was not you, write to the owner of your workspace at once.',
    ],
  }),
  'reset-password': ({ name, path, minutes }) => ({
    subject: 'Choose a new password',
    preview: `The link works once, for ${count(minutes, 'minute')}.`,
    paragraphs: [greet(name), 'somebody, probably you, asked for a new password for your account.'],
    button: { label: 'Choose a new password', path },
    notes: [
      `The link works once, for ${count(minutes, 'minute')}. All devices are signed out when it is used.`,
      'If this was not you, there is nothing to do: your password stays as it is.',
    ],
  }),
  'password-changed': ({ name, resetPath }) => ({
    subject: 'Your password was changed',
    preview: 'Other devices were signed out.',
    paragraphs: [
      greet(name),
      'the password of your account was changed, and other devices were signed out.',
      'If this was not you, choose a new one now.',
    ],
    button: { label: 'This was not me', path: resetPath },
  }),
  'account-exists': ({ name, signInPath, resetPath }) => ({
    subject: 'You have an account already',
    preview: 'Sign in, or choose a new password.',
    paragraphs: [
      greet(name),
      'somebody, probably you, wanted to open an account with this address. There is one already, so nothing was created.',
    ],
    button: { label: 'Sign in', path: signInPath },
    notes: [`If you have forgotten the password, choose a new one: {origin}${resetPath}`],
  }),
  invitation: ({ workspaceName, inviterName, role, path, days }) => ({
    subject: `${inviterName} invites you to ${workspaceName}`,
    preview: `Join ${workspaceName} on Parley.`,
    paragraphs: [
      'Hello,',
      `${inviterName} invites you to join ${workspaceName} on Parley as ${role}.`,
    ],
    button: { label: 'Accept the invitation', path },
    notes: [
      `The invitation is for this address alone and is open for ${count(days, 'day')}.`,
      'If you do not know the sender, ignore this mail.',
    ],
  }),
  'new-sign-in': ({ name, device, address, at, path }) => ({
    subject: 'New sign-in to your account',
    preview: `${device}, ${when(at)} UTC`,
    paragraphs: [
      greet(name),
      'your account was signed in to from a device that was not seen before:',
      `${device}, from ${address}, on ${when(at)} UTC.`,
      'If this was you, there is nothing to do. If not, end that session and change your password.',
    ],
    button: { label: 'See my sessions', path },
  }),
  'account-locked': ({ name, proof, address, minutes, resetPath }) => ({
    subject: 'Too many attempts to sign in to your account',
    preview: `Attempts from ${address} are held for ${count(minutes, 'minute')}.`,
    paragraphs: [
      greet(name),
      proof === 'password'
        ? `somebody at ${address} gave a wrong password several times. Attempts from there are held for ${count(minutes, 'minute')}; your own devices are not affected.`
        : `somebody at ${address} has your password and gave a wrong code several times. Attempts from there are held for ${count(minutes, 'minute')}; your own devices are not affected.`,
      proof === 'password'
        ? 'If this was you and you have forgotten it, choose a new password.'
        : 'If this was not you, choose a new password now: the one you have is known to somebody else.',
    ],
    button: { label: 'Choose a new password', path: resetPath },
  }),
  'security-changed': ({ name, change, device, address, at, path }) => ({
    subject: securityChanges[change],
    preview: `${device}, ${when(at)} UTC`,
    paragraphs: [
      greet(name),
      `${securityChanges[change]}: by ${device}, from ${address}, on ${when(at)} UTC.`,
      'If this was you, there is nothing to do. If not, end all sessions and change your password.',
    ],
    button: { label: 'See my security settings', path },
  }),
  'export-ready': ({ name, what, path, days }) => ({
    subject: 'Your export is ready',
    preview: what,
    paragraphs: [greet(name), `${what}: the archive you asked for is ready to be fetched.`],
    button: { label: 'Fetch the archive', path },
    notes: [`It is kept for ${count(days, 'day')}, and you need to be signed in.`],
  }),
};
