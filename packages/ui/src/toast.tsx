import { Toast as Base } from '@base-ui/react/toast';
import clsx from 'clsx';
import { CircleAlert, X } from 'lucide-react';
import { staysClear } from './lib/keep-clear.ts';
import { useUi } from './ui-provider.tsx';

/*
 * Base UI's toasts rather than Sonner: Sonner writes its style sheet into the page when it is
 * imported, before any nonce can be given, and a strict CSP refuses that.
 */
const manager = Base.createToastManager();

type ToastAction = { label: string; onSelect: () => void };
type ToastOptions = {
  detail?: string;
  action?: ToastAction;
  timeoutMs?: number;
  onClose?: () => void;
};

function add(type: 'plain' | 'failure', title: string, options: ToastOptions): string {
  const action = options.action;
  const id = manager.add({
    type,
    title,
    description: options.detail,
    priority: type === 'failure' ? 'high' : 'low',
    timeout: options.timeoutMs ?? (type === 'failure' ? 10_000 : 6_000),
    onClose: options.onClose,
    ...(action
      ? {
          actionProps: {
            children: action.label,
            onClick: () => {
              action.onSelect();
              manager.close(id);
            },
          },
        }
      : {}),
  });
  return id;
}

/** Short news in the corner, from anywhere in the app. Never the only place an error is told. */
export const toast = {
  say: (title: string, options: ToastOptions = {}): string => add('plain', title, options),
  /** What happened, what was kept, what to do next. Announced at once. */
  fail: (title: string, options: ToastOptions = {}): string => add('failure', title, options),
  close: (id: string): void => manager.close(id),
};

/**
 * Stands once near the root of the app: at the end of the foot, on phones across it, and above whatever
 * is to be kept clear.
 */
export function Toaster() {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport
          ref={staysClear}
          className="fixed end-4 bottom-[calc(var(--foot,0px)+1rem)] z-70 flex w-80 max-w-[calc(100vw-2rem)] flex-col gap-2 outline-none max-md:inset-x-0 max-md:mx-auto max-md:w-96"
        >
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const { toasts } = Base.useToastManager();
  const { words } = useUi();
  return toasts.map((each) => (
    <Base.Root
      key={each.id}
      toast={each}
      swipeDirection={['right', 'down']}
      className={clsx(
        'floats-in rounded-panel border bg-raised shadow-float data-[limited]:hidden',
        each.type === 'failure' ? 'border-danger/60' : 'border-line',
      )}
    >
      <Base.Content className="flex items-start gap-3 py-3 ps-4 pe-2">
        {each.type === 'failure' ? (
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
        ) : null}
        <div className="min-w-0 flex-1">
          <Base.Title className="font-medium" />
          <Base.Description className="text-ink-2 text-sm" />
        </div>
        {each.actionProps ? (
          <Base.Action className="touch-target h-7 shrink-0 rounded-control border border-line-strong/60 px-2 font-medium text-sm hover:bg-hover" />
        ) : null}
        <Base.Close
          aria-label={words.close}
          className="touch-target inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
