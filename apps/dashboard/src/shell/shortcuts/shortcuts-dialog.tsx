import { Dialog } from '@platform/ui/dialog';
import { Kbd } from '@platform/ui/kbd';
import { useTexts } from '../../texts/use-texts.tsx';
import { useActiveShortcuts } from './use-shortcuts.ts';

const isApple = /Mac|iP(hone|ad|od)/.test(navigator.userAgent);

/** `mod+k` -> `⌘ K` on Apple's machines, `Ctrl K` elsewhere. */
export function keyCaps(keys: string): string[] {
  return keys
    .split(/[ +]/)
    .map((each) =>
      each === 'mod' ? (isApple ? '⌘' : 'Ctrl') : each.length === 1 ? each.toUpperCase() : each,
    );
}

export function ShortcutsDialog(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTexts();
  const shortcuts = useActiveShortcuts();
  const groups = [...new Set(shortcuts.map((each) => each.group))];
  return (
    <Dialog
      textOnly
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t('shell.shortcuts')}
      description={t('shell.shortcutsHint')}
    >
      <div className="flex flex-col gap-6">
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <h3 className="pb-1 text-ink-2 text-sm">{group}</h3>
            <dl className="flex flex-col">
              {shortcuts
                .filter((each) => each.group === group)
                .map((each) => (
                  <div
                    key={each.keys}
                    className="flex items-center justify-between gap-4 border-line border-b py-1.5 last:border-b-0"
                  >
                    <dt>{each.label}</dt>
                    <dd className="flex gap-1">
                      {keyCaps(each.keys).map((cap) => (
                        <Kbd key={cap}>{cap}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
