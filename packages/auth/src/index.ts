export { findFirstWorkspace, foundWorkspace } from './accounts.queries.ts';
export { checkPassword, createAccount, signIn, signUp } from './accounts.ts';
export {
  type Actor,
  type AnonymousActor,
  anonymous,
  type KeyActor,
  type UserActor,
  type VisitorActor,
} from './actor.ts';
export { type Authenticator, type Credentials, createAuthenticator } from './authenticate.ts';
export { csrfTokenFor, isCsrfToken } from './csrf.ts';
export { enqueueMail, mailSealContext, requireOwnPath } from './mail/enqueue-mail.ts';
export { requireOneAddress, toOneLine } from './mail/mail-address.ts';
export type { Mail, MailTemplate, MailTemplates } from './mail/mail-templates.ts';
export { enterWorkspace, requirePermission, requirePerson, requireStepUp } from './policy.ts';
export { createSealer, readSealingKeys, type Sealer } from './sealing.ts';
export {
  deleteExpiredSessions,
  deleteSession,
  hashSessionToken,
  listMemberships,
  sessionMaxAgeSeconds,
} from './sessions.queries.ts';
export { issueVisitorToken, readVisitorToken } from './visitor-token.ts';
