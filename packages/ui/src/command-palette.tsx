import { Dialog } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { Kbd } from './kbd.tsx';

export type PaletteItem = {
  id: string;
  label: string;
  hint?: string;
  icon?: ReactNode;
  shortcut?: string;
  /** Other words under which people look for it. */
  keywords?: string[];
  /** Found by the server for this very query: shown whatever the words say. */
  always?: boolean;
  onSelect: () => void;
};
export type PaletteGroup = { heading: string; items: PaletteItem[] };

/** Every place and act of the app behind one key. */
export function CommandPalette(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  label: string;
  placeholder: string;
  emptyText: string;
  query: string;
  onQueryChange: (query: string) => void;
  groups: PaletteGroup[];
}) {
  return (
    <Dialog.Root open={props.open} onOpenChange={(open) => props.onOpenChange(open)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fades-in fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup className="floats-in fixed inset-x-3 top-[8vh] z-50 mx-auto max-w-xl overflow-hidden rounded-panel border border-line bg-raised shadow-float outline-none">
          <Dialog.Title className="sr-only">{props.label}</Dialog.Title>
          <Command label={props.label} loop>
            <div className="flex items-center gap-2 border-line border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-ink-2" />
              <Command.Input
                value={props.query}
                onValueChange={props.onQueryChange}
                placeholder={props.placeholder}
                className="h-12 w-full bg-transparent text-lg outline-none"
              />
            </div>
            <Command.List className="scrollbar-thin max-h-[60vh] overflow-y-auto p-2">
              <Command.Empty className="px-2 py-6 text-ink-2">{props.emptyText}</Command.Empty>
              {props.groups
                .filter((group) => group.items.length > 0)
                .map((group) => (
                  <Command.Group
                    key={group.heading}
                    heading={group.heading}
                    className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-2 [&_[cmdk-group-heading]]:text-xs"
                  >
                    {group.items.map((item) => (
                      <Command.Item
                        key={item.id}
                        value={
                          item.always ? `${props.query} ${item.id}` : `${item.label} ${item.id}`
                        }
                        keywords={item.keywords ?? []}
                        onSelect={() => item.onSelect()}
                        className="flex min-h-9 items-center gap-2.5 rounded-control px-2 py-1 data-[selected=true]:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-2"
                      >
                        {item.icon}
                        <span className="min-w-0 flex-1 truncate" dir="auto">
                          {item.label}
                        </span>
                        {item.hint ? (
                          <span className="truncate text-ink-2 text-sm">{item.hint}</span>
                        ) : null}
                        {item.shortcut ? <Kbd>{item.shortcut}</Kbd> : null}
                      </Command.Item>
                    ))}
                  </Command.Group>
                ))}
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
