import { Menu as Base } from '@base-ui/react/menu';
import clsx from 'clsx';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './kbd.tsx';

const itemClass =
  'flex min-h-8 w-full items-center gap-2 rounded-control px-2 py-1 text-start text-ink no-underline outline-none data-[highlighted]:bg-hover data-[disabled]:opacity-50 pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-2';

/** Acts and choices behind a button. `trigger` is the button itself. */
export function Menu(props: {
  trigger: ReactElement<Record<string, unknown>>;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom' | 'left' | 'right';
  children: ReactNode;
}) {
  return (
    <Base.Root>
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner
          align={props.align ?? 'start'}
          side={props.side ?? 'bottom'}
          sideOffset={4}
          className="z-50 outline-none"
        >
          <Base.Popup className="floats-in scrollbar-thin max-h-(--available-height) min-w-48 max-w-80 overflow-y-auto rounded-panel border border-line bg-raised p-1 shadow-float outline-none">
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem(props: {
  icon?: ReactNode;
  shortcut?: string;
  tone?: 'plain' | 'danger';
  disabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Base.Item
      disabled={props.disabled ?? false}
      onClick={() => props.onSelect()}
      className={clsx(itemClass, props.tone === 'danger' && 'text-danger [&_svg]:text-danger')}
    >
      {props.icon}
      <span className="min-w-0 flex-1 truncate">{props.children}</span>
      {props.shortcut ? <Kbd>{props.shortcut}</Kbd> : null}
    </Base.Item>
  );
}

/** One of several, the present one with a tick. */
export function MenuChoice<Value extends string>(props: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  onChange: (value: Value) => void;
}) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-2 pb-1 text-ink-2 text-xs">{props.label}</Base.GroupLabel>
      <Base.RadioGroup value={props.value} onValueChange={(value: Value) => props.onChange(value)}>
        {props.options.map((option) => (
          <Base.RadioItem
            key={option.value}
            value={option.value}
            closeOnClick
            className={itemClass}
          >
            {option.icon}
            <span className="min-w-0 flex-1 truncate" dir="auto">
              {option.label}
            </span>
            <Base.RadioItemIndicator>
              <Check aria-hidden />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

export function MenuHeading(props: { children: ReactNode }) {
  return <div className="px-2 py-1.5 text-ink-2 text-sm">{props.children}</div>;
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}
