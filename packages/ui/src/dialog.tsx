import { Dialog as Base } from '@base-ui/react/dialog';
import clsx from 'clsx';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useUi } from './ui-provider.tsx';

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** Buttons, last one first to hand: the main act stands at the end. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  /** Nothing inside takes the focus: the body itself does, so that keys can scroll it. */
  textOnly?: boolean;
  initialFocus?: RefObject<HTMLElement | null>;
  /** Stands over another dialog, which it did not come out of. */
  onTop?: boolean;
  children?: ReactNode;
};

const widths = { sm: 'max-w-sm', md: 'max-w-lg', lg: 'max-w-3xl' };

/** A question or a short task that must be answered first. Escape closes; focus returns. */
export function Dialog(props: DialogProps) {
  const { words } = useUi();
  return (
    <Base.Root open={props.open} onOpenChange={(open) => props.onOpenChange(open)}>
      <Base.Portal>
        <Base.Backdrop
          className={clsx('fades-in fixed inset-0 bg-scrim', props.onTop ? 'z-50' : 'z-40')}
        />
        <Base.Viewport className="fixed inset-0 z-50 flex items-end justify-center overflow-y-auto p-0 sm:items-start sm:p-6 sm:pt-[10vh]">
          <Base.Popup
            {...(props.initialFocus ? { initialFocus: props.initialFocus } : {})}
            className={clsx(
              'floats-in flex max-h-[92dvh] w-full flex-col rounded-t-panel border border-line bg-raised shadow-float outline-none sm:max-h-[80dvh] sm:rounded-panel',
              widths[props.size ?? 'md'],
            )}
          >
            <header className="flex items-start gap-4 px-6 pt-5 pb-3">
              <div className="min-w-0 flex-1">
                <Base.Title className="font-medium text-lg">{props.title}</Base.Title>
                {props.description ? (
                  <Base.Description className="mt-1 text-ink-2">
                    {props.description}
                  </Base.Description>
                ) : null}
              </div>
              <Base.Close
                aria-label={words.close}
                className="touch-target -me-2 inline-flex size-8 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
              >
                <X aria-hidden className="size-4" />
              </Base.Close>
            </header>
            <div
              {...(props.textOnly ? { tabIndex: 0 } : {})}
              className="scrollbar-thin min-h-0 flex-1 overflow-y-auto px-6 pb-5 focus-visible:-outline-offset-2"
            >
              {props.children}
            </div>
            {props.footer ? (
              <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-6 py-4">
                {props.footer}
              </footer>
            ) : null}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
