import clsx from 'clsx';
import type { ReactNode } from 'react';
import { usePageTitle } from './use-page-title.ts';

/**
 * The frame of an ordinary screen: one column with the paper around it. `narrow` is 640 px, for
 * settings. Screens with their own panes (the inbox) do not use it.
 */
export function Page(props: { title: string; width?: 'wide' | 'narrow'; children: ReactNode }) {
  usePageTitle(props.title);
  return (
    <div
      className={clsx(
        'mx-auto w-full px-4 py-6 md:px-8 md:py-8',
        props.width === 'narrow' ? 'max-w-[44rem]' : 'max-w-6xl',
      )}
    >
      {props.children}
    </div>
  );
}
