import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { Kbd } from './kbd.tsx';

/** A name for what has no words of its own. Never the only place where something is said. */
export function Tooltip(props: {
  content: string;
  shortcut?: string | undefined;
  side?: 'top' | 'bottom' | 'left' | 'right';
  children: ReactElement<Record<string, unknown>>;
}) {
  return (
    <Base.Root>
      <Base.Trigger render={props.children} />
      <Base.Portal>
        <Base.Positioner side={props.side ?? 'top'} sideOffset={6} className="z-60">
          <Base.Popup className="floats-in flex max-w-72 items-center gap-2 rounded-control bg-ink px-2 py-1 text-on-ink text-xs shadow-float">
            {props.content}
            {props.shortcut ? <Kbd tone="inverse">{props.shortcut}</Kbd> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
