import { roleWords } from '@platform/api-contract/permission-words';
import { roles } from '@platform/api-contract/permissions';
import type { Role } from '@platform/api-contract/types';
import { Select } from '@platform/ui/select';
import { useTexts } from '../../texts/use-texts.tsx';

/** The roles somebody may give, each with what it is for. Only owners make owners. */
export function RoleSelect(props: {
  label: string;
  value: Role;
  mine: Role;
  disabled?: boolean;
  onChange: (role: Role) => void;
}) {
  const t = useTexts();
  const offered = roles.filter(
    (role) => role !== 'owner' || props.mine === 'owner' || props.value === 'owner',
  );
  return (
    <Select
      label={props.label}
      value={props.value}
      disabled={props.disabled ?? false}
      options={offered.map((role) => ({
        value: role,
        label: t(`team.role.${role}`),
        hint: roleWords[role],
      }))}
      onValueChange={(role) => {
        if (role !== props.value) props.onChange(role);
      }}
    />
  );
}
