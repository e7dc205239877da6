export { foundWorkspace } from './accounts.queries.ts';
export { signIn, signUp } from './accounts.ts';
export {
  type Actor,
  type AnonymousActor,
  anonymous,
  type UserActor,
  type VisitorActor,
} from './actor.ts';
export { csrfTokenFor, isCsrfToken } from './csrf.ts';
export {
  deleteExpiredSessions,
  deleteSession,
  findSessionActor,
  listMemberships,
  reloadUserActor,
  sessionMaxAgeSeconds,
} from './sessions.queries.ts';
export { issueVisitorToken, readVisitorToken } from './visitor-token.ts';
