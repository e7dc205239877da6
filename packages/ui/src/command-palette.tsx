import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Kbd } from './kbd.tsx';
import { matchesWords } from './lib/match-words.ts';

export type PaletteItem = {
  id: string;
  label: string;
  hint?: string;
  icon?: ReactNode;
  shortcut?: string;
  /** Other words under which people look for it. */
  keywords?: readonly string[];
  /** Found by the server for this very query: shown whatever the words say. */
  always?: boolean;
  onSelect: () => void;
};
export type PaletteGroup = { heading: string; items: readonly PaletteItem[] };

/**
 * Every place and act of the app behind one key. On Base UI's autocomplete rather than cmdk, whose
 * `aria-activedescendant` keeps naming an item that the filter has removed.
 */
export function CommandPalette(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  label: string;
  placeholder: string;
  emptyText: string;
  query: string;
  onQueryChange: (query: string) => void;
  groups: readonly PaletteGroup[];
}) {
  const groups = props.groups.filter((group) => group.items.length > 0);
  const chosen = useRef(false);
  useEffect(() => {
    if (props.open) chosen.current = false;
  }, [props.open]);
  return (
    <Dialog.Root open={props.open} onOpenChange={(open) => props.onOpenChange(open)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fades-in fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          // Escape gives the focus back; an item leads somewhere, and the focus goes with it.
          finalFocus={() => !chosen.current}
          className="floats-in fixed inset-x-3 top-[8vh] z-50 mx-auto max-w-xl overflow-hidden rounded-panel border border-line bg-raised shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">{props.label}</Dialog.Title>
          <Autocomplete.Root
            inline
            open
            autoHighlight="always"
            keepHighlight
            items={groups}
            value={props.query}
            onValueChange={(query, details) => {
              // Choosing an item must not write its name into the field.
              if (details.reason !== 'item-press') props.onQueryChange(query);
            }}
            filter={(item: PaletteItem, query) =>
              item.always === true ||
              matchesWords(query, [item.label, ...(item.keywords ?? [])].join(' '))
            }
            itemToStringValue={(item: PaletteItem) => item.label}
          >
            <div className="flex items-center gap-2 border-line border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-ink-2" />
              <Autocomplete.Input
                aria-label={props.label}
                placeholder={props.placeholder}
                className="h-12 w-full bg-transparent text-lg outline-none"
              />
            </div>
            <div className="scrollbar-thin max-h-[60vh] overflow-y-auto p-2">
              <Autocomplete.Empty className="text-ink-2 [&:not(:empty)]:px-2 [&:not(:empty)]:py-6">
                {props.emptyText}
              </Autocomplete.Empty>
              <Autocomplete.List>
                {(group: PaletteGroup) => (
                  <Autocomplete.Group key={group.heading} items={group.items}>
                    <Autocomplete.GroupLabel className="px-2 pt-2 pb-1 text-ink-2 text-xs">
                      {group.heading}
                    </Autocomplete.GroupLabel>
                    <Autocomplete.Collection>
                      {(item: PaletteItem) => (
                        <PaletteRow
                          key={item.id}
                          item={item}
                          onChoose={() => {
                            chosen.current = true;
                            item.onSelect();
                          }}
                        />
                      )}
                    </Autocomplete.Collection>
                  </Autocomplete.Group>
                )}
              </Autocomplete.List>
            </div>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteRow({ item, onChoose }: { item: PaletteItem; onChoose: () => void }) {
  return (
    <Autocomplete.Item
      value={item}
      onClick={onChoose}
      className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-control px-2 py-1 data-[highlighted]:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-2"
    >
      {item.icon}
      <span className="min-w-0 flex-1 truncate" dir="auto">
        {item.label}
      </span>
      {item.hint ? (
        <span className="max-w-[45%] truncate text-ink-2 text-sm" dir="auto">
          {item.hint}
        </span>
      ) : null}
      {item.shortcut ? <Kbd>{item.shortcut}</Kbd> : null}
    </Autocomplete.Item>
  );
}
