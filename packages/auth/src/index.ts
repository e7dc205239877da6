export { findFirstWorkspace, foundWorkspace } from './accounts.queries.ts';
export { checkPassword, createAccount } from './accounts.ts';
export {
  type Actor,
  type AnonymousActor,
  anonymous,
  authorOf,
  type KeyActor,
  type UserActor,
  type VisitorActor,
} from './actor.ts';
export { type Authenticator, type Credentials, createAuthenticator } from './authenticate.ts';
export { csrfTokenFor, isCsrfToken } from './csrf.ts';
export { makeIdentitySecret, type ProvedIdentity, readIdentityProof } from './identity-proof.ts';
export { createKey, hashKey, isKey, type KeyKind, type NewKey } from './keys/api-key.ts';
export { allowedScopes } from './keys/api-keys.queries.ts';
export { makeKey, revokeKey, rotateKey } from './keys/manage-keys.ts';
export { describeKey, listKeys } from './keys/stored-keys.queries.ts';
export { enqueueMail, mailSealContext, requireOwnPath } from './mail/enqueue-mail.ts';
export { requireOneAddress, toOneLine } from './mail/mail-address.ts';
export type { Mail, MailTemplate, MailTemplates } from './mail/mail-templates.ts';
export { type Client, openSession } from './open-session.ts';
export { hashingStats } from './password.ts';
export { askRangeService, type LeakedPasswords } from './passwords/leaked-passwords.ts';
export { type PasswordRule, requireGoodPassword } from './passwords/password-rule.ts';
export {
  enterAsKey,
  enterWorkspace,
  requirePermission,
  requirePerson,
  requireStepUp,
} from './policy.ts';
export {
  createKnownProviders,
  type KnownProviderId,
  type KnownProviderSettings,
} from './providers/known-providers.ts';
export { hasOtherWayIn, readWaysIn, unlinkProvider } from './providers/linked-accounts.ts';
export { ownPath } from './providers/own-path.ts';
export {
  arrive,
  departByEmail,
  departToConnection,
  departToKnown,
  findConnectionByEmail,
  type ProviderSignInServices,
} from './providers/provider-sign-in.ts';
export { signInStateSeconds } from './providers/sign-in-state.ts';
export {
  cancelEmailChange,
  confirmEmailChange,
  requestEmailChange,
} from './registration/change-email.ts';
export { changePassword } from './registration/change-password.ts';
export { deleteExpiredLinks } from './registration/one-time-links.queries.ts';
export {
  describePerson,
  listWorkspacesOf,
  markVerified,
  renamePerson,
} from './registration/people.queries.ts';
export { register, resendVerification, sendVerification } from './registration/register.ts';
export { requestPasswordReset, resetPassword } from './registration/reset-password.ts';
export { verifyEmail } from './registration/verify-email.ts';
export { type RememberingAuthenticator, rememberActors } from './remember-actors.ts';
export {
  type AttemptRules,
  attemptRules,
  deleteOldAttempts,
} from './safety/attempts.queries.ts';
export { describeDevice } from './safety/describe-device.ts';
export { readDeviceToken, signDeviceToken } from './safety/device-token.ts';
export { createSealer, readSealingKeys, type Sealer } from './sealing.ts';
export {
  whoHaveFactors,
  workspacesRequiringFactor,
} from './second-factor/second-factor.queries.ts';
export {
  confirmSecondFactor,
  describeSecondFactor,
  disableSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
  verifySecondFactor,
} from './second-factor/second-factor.ts';
export {
  endOtherSessions,
  endSession,
  listSessions,
  markForRotation,
  rotateSession,
  rotateWhenDue,
} from './session-changes.queries.ts';
export {
  deleteExpiredSessions,
  deleteSession,
  hashSessionToken,
  listMemberships,
  sessionMaxAgeSeconds,
} from './sessions.queries.ts';
export { forgetWrongPasswords, type SignInServices, signIn } from './sign-in.ts';
export {
  domainRecordOf,
  getConnection,
  proveDomain,
  relaxSso,
  removeConnection,
  requireSso,
  saveConnection,
} from './sso/sso-connection.ts';
export {
  findConnection,
  readRequirement,
  type SsoConnection,
} from './sso/sso-connections.queries.ts';
export { type StepUpMeans, stepUp, stepUpMeansOf } from './step-up.ts';
export { changeRole, leaveWorkspace, removeMember, transferOwnership } from './team/change-team.ts';
export { listInvitations } from './team/invitations.queries.ts';
export {
  acceptInvitation,
  describeInvitation,
  invitationDays,
  invite,
  type OpenInvitation,
  openInvitation,
  renewInvitation,
  requireInvited,
  revokeInvitation,
} from './team/invitations.ts';
export { createInvitedAccount } from './team/invited-account.ts';
export { issueVisitorToken, readVisitorToken } from './visitor-token.ts';
