import { z } from 'zod';
import { role } from '../auth/auth.schema.ts';
import { userId } from '../common/ids.schema.ts';

export const memberRef = z.object({ userId });
export const changeRoleInput = z.object({ userId, role });
