import { accountSecurityProcedures } from './account-security.procedures.ts';
import { profileProcedures } from './profile.procedures.ts';

/** What a person does with their own account, whichever workspace is in view. */
export const account = { ...accountSecurityProcedures, ...profileProcedures } as const;
