import { Tabs as Base } from '@base-ui/react/tabs';
import clsx from 'clsx';
import type { ReactNode } from 'react';

export type TabOption<Value extends string> = { value: Value; label: string; icon?: ReactNode };

export function Tabs<Value extends string>(props: {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  tabs: readonly TabOption<Value>[];
  /** At the end of the tab row. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Base.Root
      value={props.value}
      onValueChange={(value: Value) => props.onValueChange(value)}
      className={props.className}
    >
      <div className="flex items-end gap-2 border-line border-b">
        <Base.List
          aria-label={props.label}
          className="flex min-w-0 gap-4 overflow-x-auto"
          activateOnFocus
        >
          {props.tabs.map((tab) => (
            <Base.Tab
              key={tab.value}
              value={tab.value}
              className={clsx(
                'touch-target -mb-px flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 text-ink-2 hover:text-ink focus-visible:-outline-offset-2 data-[active]:border-ink data-[active]:font-medium data-[active]:text-ink [&_svg]:size-4',
              )}
            >
              {tab.icon}
              {tab.label}
            </Base.Tab>
          ))}
        </Base.List>
        {props.aside ? <div className="ms-auto flex items-center pb-1">{props.aside}</div> : null}
      </div>
      {props.children}
    </Base.Root>
  );
}

export function TabPanel(props: { value: string; className?: string; children: ReactNode }) {
  return (
    <Base.Panel value={props.value} className={clsx('outline-none', props.className)}>
      {props.children}
    </Base.Panel>
  );
}
