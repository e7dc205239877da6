/**
 * What each mail says, by its template. A `path` leads into our own apps and starts with one slash; the
 * sender puts the configured origin before it, so that no request can decide where a link leads. A
 * secret goes behind `#`, where no server and no referrer sees it.
 */
export interface MailTemplates {
  /** Proves that an address belongs to a new account, or to one that asks again. */
  'verify-email': { name: string; path: string; hours: number };
  /** Goes to the new address; the address changes when its link is used. */
  'change-email': { name: string; path: string; hours: number };
  /** Notice to the address that was. */
  'email-changed': { name: string; newEmail: string };
  'reset-password': { name: string; path: string; minutes: number };
  /** Notice that the password is another one. */
  'password-changed': { name: string; resetPath: string };
  /** Instead of a verification, when the address of a sign-up has an account. */
  'account-exists': { name: string; signInPath: string; resetPath: string };
  invitation: {
    workspaceName: string;
    inviterName: string;
    role: string;
    path: string;
    days: number;
  };
  /** `at` is an ISO time; `device` in words, such as "Firefox on Linux". */
  'new-sign-in': { name: string; device: string; address: string; at: string; path: string };
  /** `proof`: what was wrong; whoever gave wrong codes has the password. */
  'account-locked': {
    name: string;
    proof: 'password' | 'code';
    address: string;
    minutes: number;
    resetPath: string;
  };
  /** What guards the account is another now, or a recovery code was used. */
  'security-changed': {
    name: string;
    change: 'factor-on' | 'factor-off' | 'codes-renewed' | 'code-used';
    device: string;
    address: string;
    at: string;
    path: string;
  };
  /** `what` in words, such as "The data of Acme". */
  'export-ready': { name: string; what: string; path: string; days: number };
}

export type MailTemplate = keyof MailTemplates;

export type Mail = {
  [Template in MailTemplate]: {
    /** One address. */
    readonly to: string;
    readonly template: Template;
    readonly props: MailTemplates[Template];
  };
}[MailTemplate];
