import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { Button } from './button.tsx';
import { CommandPalette } from './command-palette.tsx';
import { Dialog } from './dialog.tsx';
import { Menu, MenuChoice, MenuHeading, MenuItem, MenuSeparator } from './menu.tsx';
import { Popover } from './popover.tsx';
import { Select } from './select.tsx';
import { Sheet } from './sheet.tsx';
import { byRole, perform, render } from './testing/render.tsx';
import { Toaster, toast } from './toast.tsx';
import { UiProvider } from './ui-provider.tsx';

const words = {
  close: 'Schließen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  now: 'jetzt',
  source: 'Quelle',
  unsupported: 'Ohne Beleg',
  optional: 'freiwillig',
};

describe('Dialog and Sheet', () => {
  function Closable(props: { kind: 'dialog' | 'sheet' }) {
    const [open, setOpen] = useState(true);
    const Part = props.kind === 'dialog' ? Dialog : Sheet;
    return (
      <UiProvider locale="de" words={words} nonce="n">
        <Part open={open} onOpenChange={setOpen} title="Title" description="Why">
          Body
        </Part>
      </UiProvider>
    );
  }

  it.each(['dialog', 'sheet'] as const)(
    'a %s is named by its title and closes by its button, in the language of the app',
    async (kind) => {
      await render(<Closable kind={kind} />);
      expect(byRole('dialog', 'Title').textContent).toContain('Body');
      await perform(() => byRole('button', 'Schließen').click());
      await vi.waitFor(() =>
        expect(document.querySelector('[role="dialog"][data-open]')).toBeNull(),
      );
    },
  );

  it('a dialog of text alone can be scrolled by keyboard', async () => {
    await render(
      <Dialog
        open
        onOpenChange={() => undefined}
        title="Keys"
        textOnly
        footer={<Button>OK</Button>}
      >
        <p>Text</p>
      </Dialog>,
    );
    expect(document.querySelector('p')?.parentElement?.tabIndex).toBe(0);
  });
});

describe('Menu', () => {
  it('opens from its button, runs an act and changes a choice', async () => {
    const done: string[] = [];
    await render(
      <Menu trigger={<button type="button">Account</button>}>
        <MenuHeading>ada@example.com</MenuHeading>
        <MenuSeparator />
        <MenuChoice
          label="Theme"
          value="light"
          options={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          onChange={(value) => done.push(value)}
        />
        <MenuItem shortcut="?" onSelect={() => done.push('keys')}>
          Shortcuts
        </MenuItem>
      </Menu>,
    );
    await perform(() => byRole('button', 'Account').click());
    await vi.waitFor(() => byRole('menuitem', /Shortcuts/));
    await perform(() => byRole('menuitemradio', 'Dark').click());
    // A choice closes the menu, as an act does.
    await vi.waitFor(() => expect(document.querySelector('[role="menu"]')).toBeNull());
    await perform(() => byRole('button', 'Account').click());
    await vi.waitFor(() => byRole('menuitem', /Shortcuts/));
    await perform(() => byRole('menuitem', /Shortcuts/).click());
    expect(done).toEqual(['dark', 'keys']);
  });
});

describe('Popover', () => {
  it('shows its content under a title', async () => {
    await render(
      <Popover trigger={<button type="button">Filter</button>} title="Filters">
        <p>By tag</p>
      </Popover>,
    );
    await perform(() => byRole('button', 'Filter').click());
    await vi.waitFor(() => expect(document.body.textContent).toContain('By tag'));
  });
});

describe('Select', () => {
  it('shows the label of its value', async () => {
    await render(
      <Select
        label="Assignee"
        value="ada"
        onValueChange={() => undefined}
        options={[
          { value: 'nobody', label: 'Nobody' },
          { value: 'ada', label: 'Ada Lovelace', hint: 'Owner' },
        ]}
      />,
    );
    expect(byRole('combobox', 'Assignee').textContent).toContain('Ada Lovelace');
  });
});

describe('CommandPalette', () => {
  const run: string[] = [];
  function Palette() {
    const [query, setQuery] = useState('');
    return (
      <CommandPalette
        open
        onOpenChange={() => undefined}
        label="Search"
        placeholder="Go to"
        emptyText="Nothing matches."
        query={query}
        onQueryChange={setQuery}
        groups={[
          {
            heading: 'Pages',
            items: [
              { id: 'inbox', label: 'Inbox', shortcut: 'G I', onSelect: () => run.push('inbox') },
              { id: 'settings', label: 'Settings', onSelect: () => run.push('settings') },
            ],
          },
          {
            heading: 'Found',
            items: [
              {
                id: 'x',
                label: 'A question',
                hint: 'Ada',
                always: true,
                onSelect: () => run.push('x'),
              },
            ],
          },
          { heading: 'None', items: [] },
        ]}
      />
    );
  }
  const options = () =>
    [...document.querySelectorAll('[role="option"]')].map((each) => each.textContent);

  it('keeps what begins with the words and what the server found, and leaves out empty groups', async () => {
    await render(<Palette />);
    expect(options()).toEqual(['InboxG I', 'Settings', 'A questionAda']);
    expect(document.body.textContent).not.toContain('None');
    const input = document.querySelector('input');
    await perform(() => {
      if (!input) throw new Error('no field');
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      set?.call(input, 'sett');
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await vi.waitFor(() => expect(options()).toEqual(['Settings', 'A questionAda']));
    await perform(() => byRole('option', 'Settings').click());
    expect(run).toEqual(['settings']);
  });
});

describe('toast', () => {
  it('says what happened with a way back, and failures at once', async () => {
    let undone = 0;
    await render(<Toaster />);
    await perform(() =>
      toast.say('Resolved', { action: { label: 'Undo', onSelect: () => (undone += 1) } }),
    );
    await perform(() => toast.fail('Not saved', { detail: 'The server could not be reached' }));
    await vi.waitFor(() => expect(document.body.textContent).toContain('could not be reached'));
    await perform(() => byRole('button', 'Undo').click());
    expect(undone).toBe(1);
  });
});
