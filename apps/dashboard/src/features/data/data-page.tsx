import { Button } from '@platform/ui/button';
import { PageHeader } from '@platform/ui/page-header';
import { Archive } from 'lucide-react';
import { Page } from '../../shell/page.tsx';
import { useMay } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { SettingsGroup } from '../settings/settings-group.tsx';
import { EraseWorkspaceGroup } from './erase-workspace-group.tsx';
import { ErasureList } from './erasure-list.tsx';
import { ExportList } from './export-list.tsx';
import { OwnData } from './own-data.tsx';
import { RetentionGroup } from './retention/retention-group.tsx';
import { useAskForExport } from './use-exports.ts';
import { VisitorFinder } from './visitor-finder.tsx';

export function DataPage() {
  const t = useTexts();
  const mayManage = useMay('data.manage');
  const mayErase = useMay('workspace.erase');
  return (
    <Page title={t('data.title')} width="narrow">
      <PageHeader title={t('data.title')} description={t('data.lead')} />
      <div className="flex flex-col gap-10">
        <SettingsGroup title={t('data.own')} hint={t('data.ownHint')}>
          <OwnData />
        </SettingsGroup>
        {mayManage ? (
          <SettingsGroup title={t('data.workspace')} hint={t('data.workspaceHint')}>
            <ExportWorkspace />
          </SettingsGroup>
        ) : null}
        <SettingsGroup title={t('data.exports')} hint={t('data.exportsHint')}>
          <ExportList />
        </SettingsGroup>
        {mayManage ? (
          <>
            <SettingsGroup title={t('data.visitors')} hint={t('data.visitorsHint')}>
              <VisitorFinder />
            </SettingsGroup>
            <SettingsGroup title={t('retention.title')} hint={t('retention.hint')}>
              <RetentionGroup />
            </SettingsGroup>
            <SettingsGroup title={t('data.receipts')} hint={t('data.receiptsHint')}>
              <ErasureList />
            </SettingsGroup>
          </>
        ) : null}
        {mayErase ? (
          <SettingsGroup title={t('data.eraseWorkspace')} hint={t('data.eraseWorkspaceHint')}>
            <EraseWorkspaceGroup />
          </SettingsGroup>
        ) : null}
      </div>
    </Page>
  );
}

function ExportWorkspace() {
  const t = useTexts();
  const ask = useAskForExport('workspace');
  return (
    <div>
      <Button
        icon={<Archive aria-hidden className="size-4" />}
        busy={ask.isPending}
        onClick={() => ask.mutate({})}
      >
        {t('data.exportWorkspace')}
      </Button>
    </div>
  );
}
