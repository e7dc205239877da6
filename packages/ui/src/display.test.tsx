import { describe, expect, it, vi } from 'vitest';
import { Avatar } from './avatar.tsx';
import { BrandMark } from './brand-mark.tsx';
import { Chip } from './chip.tsx';
import { CopyButton } from './copy-button.tsx';
import { EmptyState } from './empty-state.tsx';
import { applyTheme, chooseTheme, followTheme, readTheme, useTheme } from './lib/theme.ts';
import { Notice } from './notice.tsx';
import { PageHeader } from './page-header.tsx';
import { Panel } from './panel.tsx';
import { Progress } from './progress.tsx';
import { RelativeTime } from './relative-time.tsx';
import { Loading, Skeleton } from './skeleton.tsx';
import { Cell, ColumnHead, Table, TableBody, TableHead, TableRow } from './table.tsx';
import { TabPanel, Tabs } from './tabs.tsx';
import { byRole, perform, render } from './testing/render.tsx';

describe('RelativeTime', () => {
  it('says how long ago, with the full moment beside it or as its title', async () => {
    const at = new Date(Date.now() - 5 * 60_000).toISOString();
    await render(<RelativeTime at={at} withAbsolute />);
    const time = document.querySelector('time');
    expect(time?.textContent).toMatch(/^5 min\. ago · .*\d{4}/);
    expect(time?.dateTime).toBe(at);
    expect(time?.title).toMatch(/\d{4}/);
  });

  it('never says that something will happen because a clock is ahead', async () => {
    await render(<RelativeTime at={new Date(Date.now() + 10 * 60_000)} />);
    expect(document.querySelector('time')?.textContent).toBe('now');
  });
});

describe('Tabs', () => {
  it('shows the panel of the chosen tab and tells of a change', async () => {
    const chosen: string[] = [];
    await render(
      <Tabs
        label="Composer"
        value="reply"
        onValueChange={(value) => chosen.push(value)}
        tabs={[
          { value: 'reply', label: 'Reply' },
          { value: 'note', label: 'Note' },
        ]}
        aside={<span>aside</span>}
      >
        <TabPanel value="reply">To the visitor</TabPanel>
        <TabPanel value="note">For the team</TabPanel>
      </Tabs>,
    );
    expect(document.body.textContent).toContain('To the visitor');
    expect(document.body.textContent).not.toContain('For the team');
    await perform(() => byRole('tab', 'Note').click());
    expect(chosen).toEqual(['note']);
  });
});

describe('CopyButton', () => {
  it('says that it copied, or tells the app that it could not', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValueOnce();
    let failed = 0;
    await render(<CopyButton text="cnv_1" label="Copy the id" onFail={() => (failed += 1)} />);
    await perform(() => byRole('button', 'Copy the id').click());
    expect(write).toHaveBeenCalledWith('cnv_1');
    byRole('button', 'Copied');
    write.mockRejectedValueOnce(new Error('denied'));
    await perform(() => byRole('button', 'Copied').click());
    expect(failed).toBe(1);
  });
});

describe('theme', () => {
  it('is kept, stands on the page, and can follow the device again', () => {
    chooseTheme('dark');
    expect(readTheme()).toBe('dark');
    expect(document.documentElement.dataset.theme).toBe('dark');
    chooseTheme('system');
    expect(readTheme()).toBe('system');
    expect(document.documentElement.dataset.theme).toBeUndefined();
    applyTheme('light');
    expect(document.documentElement.dataset.theme).toBe('light');
    expect(readTheme()).toBe('system');
  });

  it('is the same everywhere at once: in this tab, and in the others of the browser', async () => {
    const Shown = () => <output>{useTheme()}</output>;
    const shown = () => [...document.querySelectorAll('output')].map((each) => each.textContent);
    await render(
      <>
        <Shown />
        <Shown />
      </>,
    );
    const unfollow = followTheme();
    await perform(() => chooseTheme('dark'));
    expect(shown()).toEqual(['dark', 'dark']);
    // What a browser does for the tabs that did not write.
    localStorage.setItem('parley.theme', 'light');
    await perform(() => window.dispatchEvent(new StorageEvent('storage', { key: 'parley.theme' })));
    expect(shown()).toEqual(['light', 'light']);
    expect(document.documentElement.dataset.theme).toBe('light');
    unfollow();
    chooseTheme('system');
  });
});

describe('regions', () => {
  it('are named for those who hear the page', async () => {
    await render(
      <>
        <PageHeader
          title="Inbox"
          description="All of it"
          actions={<button type="button">Add</button>}
        />
        <Panel title="Waiting" description="Nobody yet">
          <EmptyState title="Nothing here" action={<button type="button">Fill it</button>}>
            What this is for
          </EmptyState>
        </Panel>
        <Notice tone="danger" title="Not saved">
          Try again
        </Notice>
        <Loading label="Loading">
          <Skeleton className="w-8" />
        </Loading>
        <Progress label="Reading" value={3} max={10} text="3 of 10" />
        <Table label="Sources">
          <TableHead>
            <TableRow>
              <ColumnHead>Name</ColumnHead>
            </TableRow>
          </TableHead>
          <TableBody>
            <TableRow>
              <Cell>Handbook</Cell>
            </TableRow>
          </TableBody>
        </Table>
        <Chip tone="ai">AI answering</Chip>
        <Avatar name="Ada Lovelace" />
        <BrandMark label="Parley" />
      </>,
    );
    expect(byRole('heading', 'Inbox').tabIndex).toBe(-1);
    const panel = document.querySelector('section');
    expect(document.getElementById(panel?.getAttribute('aria-labelledby') ?? '')?.textContent).toBe(
      'Waiting',
    );
    expect(byRole('alert', /Not saved/).textContent).toContain('Try again');
    expect(document.querySelector('[aria-busy="true"]')?.textContent).toBe('Loading');
    expect(byRole('progressbar', 'Reading').getAttribute('aria-valuetext')).toBe('3 of 10');
    expect(document.querySelector('table')?.getAttribute('aria-label')).toBe('Sources');
    expect(document.querySelector('th')?.getAttribute('scope')).toBe('col');
    byRole('img', 'Parley');
  });
});
