import { roleMay } from '@platform/api-contract/permissions';
import type { Me, Membership, WorkspacePermission } from '@platform/api-contract/types';
import { createContext, type ReactNode, useContext } from 'react';

export type Person = NonNullable<Me['user']>;
type WorkspaceScope = { person: Person; membership: Membership };

const ScopeContext = createContext<WorkspaceScope | null>(null);

export function WorkspaceScopeProvider(props: WorkspaceScope & { children: ReactNode }) {
  return (
    <ScopeContext value={{ person: props.person, membership: props.membership }}>
      {props.children}
    </ScopeContext>
  );
}

/** Who is signed in, and in which workspace. Throws outside the shell, where there is neither. */
export function useWorkspace(): WorkspaceScope {
  const scope = useContext(ScopeContext);
  if (!scope) throw new Error('useWorkspace outside of the shell');
  return scope;
}

/** Whether the present role allows it. The server decides; this only spares people a dead button. */
export function useMay(permission: WorkspacePermission): boolean {
  return roleMay(useWorkspace().membership.role, permission);
}
