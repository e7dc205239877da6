import { Dialog as Base } from '@base-ui/react/dialog';
import clsx from 'clsx';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useUi } from './ui-provider.tsx';

/** More about what is on the page, beside it: a trace, details, the navigation of a phone. */
export function Sheet(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  side?: 'start' | 'end';
  /** The title is spoken only, where what follows has its own heading. */
  hideTitle?: boolean;
  children: ReactNode;
}) {
  const { words } = useUi();
  const side = props.side ?? 'end';
  return (
    <Base.Root open={props.open} onOpenChange={(open) => props.onOpenChange(open)}>
      <Base.Portal>
        <Base.Backdrop className="fades-in fixed inset-0 z-40 bg-scrim" />
        <Base.Popup
          className={clsx(
            'fades-in fixed inset-y-0 z-50 flex w-[min(28rem,100vw)] flex-col border-line bg-raised shadow-float outline-none',
            side === 'end' ? 'end-0 border-s' : 'start-0 border-e max-sm:w-[min(20rem,86vw)]',
          )}
        >
          <header className="flex items-center gap-4 border-line border-b px-5 py-2.5">
            <div className={clsx('min-w-0 flex-1', props.hideTitle && 'sr-only')}>
              <Base.Title className="font-medium text-lg">{props.title}</Base.Title>
              {props.description ? (
                <Base.Description className="text-ink-2 text-sm">
                  {props.description}
                </Base.Description>
              ) : null}
            </div>
            <Base.Close
              aria-label={words.close}
              className="touch-target -me-2 ms-auto inline-flex size-8 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-4" />
            </Base.Close>
          </header>
          <div className="scrollbar-thin min-h-0 flex-1 overflow-y-auto p-5">{props.children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
