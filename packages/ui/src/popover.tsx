import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';

/** A small form or list that belongs to one button. */
export function Popover(props: {
  trigger: ReactElement<Record<string, unknown>>;
  title: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: 'start' | 'center' | 'end';
  children: ReactNode;
}) {
  return (
    <Base.Root
      {...(props.open === undefined ? {} : { open: props.open })}
      onOpenChange={(open) => props.onOpenChange?.(open)}
    >
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner align={props.align ?? 'start'} sideOffset={4} className="z-50">
          <Base.Popup className="floats-in w-72 max-w-[92vw] rounded-panel border border-line bg-raised p-3 shadow-float outline-none">
            <Base.Title className="mb-2 font-medium">{props.title}</Base.Title>
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
