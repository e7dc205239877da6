import { PageHeader } from '@platform/ui/page-header';
import type { ReactNode } from 'react';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { MemberList } from './member-list.tsx';
import { ThemeField } from './theme-field.tsx';
import { WorkspaceGroup } from './workspace-group.tsx';

export function SettingsPage() {
  const t = useTexts();
  return (
    <Page title={t('nav.settings')} width="narrow">
      <PageHeader title={t('nav.settings')} />
      <div className="flex flex-col gap-10">
        <Group title={t('settings.workspace')} hint={t('settings.workspaceHint')}>
          <WorkspaceGroup />
        </Group>
        <Group title={t('settings.appearance')} hint={t('settings.appearanceHint')}>
          <div>
            <ThemeField />
          </div>
        </Group>
        <Group title={t('settings.members')} hint={t('settings.membersHint')}>
          <MemberList />
        </Group>
      </div>
    </Page>
  );
}

function Group(props: { title: string; hint: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 border-line border-t pt-5">
      <div>
        <h2 className="font-medium text-lg">{props.title}</h2>
        <p className="text-ink-2">{props.hint}</p>
      </div>
      {props.children}
    </section>
  );
}
