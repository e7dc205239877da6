import { permissionWords, roleWords } from '@platform/api-contract/permission-words';
import { roleMay, roles } from '@platform/api-contract/permissions';
import type { WorkspacePermission } from '@platform/api-contract/types';
import { PageHeader } from '@platform/ui/page-header';
import { Cell, ColumnHead, Table, TableBody, TableHead, TableRow } from '@platform/ui/table';
import { Check, Minus } from 'lucide-react';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

const permissions = Object.keys(permissionWords) as WorkspacePermission[];

/** The one table of permissions, in words. */
export function RolesPage() {
  const t = useTexts();
  return (
    <Page title={t('team.rolesTitle')}>
      <PageHeader title={t('team.rolesTitle')} description={t('team.rolesLead')} />
      <dl className="grid gap-x-6 gap-y-2 pb-6 sm:grid-cols-2">
        {roles.map((role) => (
          <div key={role}>
            <dt className="font-medium">{t(`team.role.${role}`)}</dt>
            <dd className="text-ink-2">{roleWords[role]}</dd>
          </div>
        ))}
      </dl>
      <Table label={t('team.rolesTitle')} className="relative">
        <TableHead>
          <tr>
            <ColumnHead>{t('team.permission')}</ColumnHead>
            {roles.map((role) => (
              <ColumnHead key={role} className="text-center!">
                {t(`team.role.${role}`)}
              </ColumnHead>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {permissions.map((permission) => (
            <TableRow key={permission}>
              <th scope="row" className="h-11 min-w-56 px-3 py-1.5 text-start font-normal">
                {permissionWords[permission]}
              </th>
              {roles.map((role) => (
                <Cell key={role} className="text-center">
                  <Mark
                    role={t(`team.role.${role}`)}
                    may={roleMay(role, permission)}
                    what={permissionWords[permission]}
                  />
                </Cell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Page>
  );
}

function Mark(props: { role: string; may: boolean; what: string }) {
  const t = useTexts();
  const { may, role, what } = props;
  return (
    <>
      {may ? (
        <Check aria-hidden className="mx-auto size-4 text-ok" />
      ) : (
        <Minus aria-hidden className="mx-auto size-4 text-ink-3" />
      )}
      <span className="sr-only">{t(may ? 'team.may' : 'team.mayNot', { role, what })}</span>
    </>
  );
}
