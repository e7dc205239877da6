import { type Role, roles } from '@platform/api-contract/permissions';
import { describe, expect, it } from 'vitest';
import { mayInviteAs, requireRemoval, requireRoleChange } from './role-rules.ts';

const me = (role: Role) => ({ userId: 'usr_me', role });
const other = (role: Role) => ({ userId: 'usr_other', role });

/** Which `[from, to]` somebody in this role may do to another. */
const changesOf = (by: Role) =>
  roles.flatMap((from) =>
    roles
      .filter((to) => {
        try {
          requireRoleChange(me(by), other(from), to);
          return true;
        } catch {
          return false;
        }
      })
      .map((to) => `${from} ${to}`),
  );

describe('who may change whose role', () => {
  it('owners everybody’s, admins all but owners’, nobody else any', () => {
    expect(changesOf('owner')).toHaveLength(roles.length ** 2);
    expect(changesOf('admin').toSorted()).toEqual(
      changesOf('owner')
        .filter((change) => !change.includes('owner'))
        .toSorted(),
    );
    expect(changesOf('agent')).toEqual([]);
    expect(changesOf('viewer')).toEqual([]);
  });

  it('nobody their own upwards, and those who manage their own downwards', () => {
    expect(() => requireRoleChange(me('admin'), me('admin'), 'owner')).toThrow();
    expect(() => requireRoleChange(me('viewer'), me('viewer'), 'agent')).toThrow();
    expect(() => requireRoleChange(me('admin'), me('admin'), 'viewer')).not.toThrow();
    expect(() => requireRoleChange(me('owner'), me('owner'), 'admin')).not.toThrow();
  });
});

it('who may be removed and invited follows the same line', () => {
  expect(() => requireRemoval(me('admin'), other('owner'))).toThrow();
  expect(() => requireRemoval(me('admin'), other('admin'))).not.toThrow();
  expect(() => requireRemoval(me('agent'), other('viewer'))).toThrow();
  const invites = (by: Role | null) => roles.filter((role) => mayInviteAs(by, role));
  expect(invites('owner')).toEqual([...roles]);
  expect(invites('admin')).toEqual(['admin', 'agent', 'viewer']);
  expect(invites('agent')).toEqual([]);
  expect(invites(null)).toEqual([]);
});
