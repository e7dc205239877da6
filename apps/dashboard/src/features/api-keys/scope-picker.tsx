import { permissionWords } from '@platform/api-contract/permission-words';
import { keyScopes, publishableScopes, roleMay } from '@platform/api-contract/permissions';
import type { Role, WorkspacePermission } from '@platform/api-contract/types';
import { Checkbox } from '@platform/ui/checkbox';
import { useTexts } from '../../texts/use-texts.tsx';

/** What a key of this kind can hold, made by somebody in this role. */
export function scopesFor(kind: 'secret' | 'publishable', role: Role): WorkspacePermission[] {
  const possible = kind === 'publishable' ? publishableScopes : keyScopes;
  return possible.filter((scope) => roleMay(role, scope));
}

export function ScopePicker(props: {
  offered: readonly WorkspacePermission[];
  chosen: readonly WorkspacePermission[];
  onChange: (chosen: WorkspacePermission[]) => void;
}) {
  const t = useTexts();
  const { offered, chosen } = props;
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 font-medium">{t('keys.scopes')}</legend>
      {offered.map((scope) => (
        <Checkbox
          key={scope}
          checked={chosen.includes(scope)}
          onCheckedChange={(checked) =>
            props.onChange(checked ? [...chosen, scope] : chosen.filter((each) => each !== scope))
          }
          label={
            <>
              {permissionWords[scope]} <code className="font-mono text-ink-2 text-sm">{scope}</code>
            </>
          }
        />
      ))}
    </fieldset>
  );
}
