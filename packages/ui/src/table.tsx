import clsx from 'clsx';
import type { ComponentProps } from 'react';

/** Rows and columns; scrolls sideways by itself where the screen is narrower than its columns. */
export function Table({ className, label, ...rest }: ComponentProps<'table'> & { label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section aria-label={label} tabIndex={0} className="scrollbar-thin overflow-x-auto">
      <table
        {...rest}
        aria-label={label}
        className={clsx('w-full border-collapse text-start', className)}
      />
    </section>
  );
}

export function TableHead(props: ComponentProps<'thead'>) {
  return <thead {...props} />;
}

export function TableBody(props: ComponentProps<'tbody'>) {
  return <tbody {...props} />;
}

export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr
      {...rest}
      className={clsx('border-line border-b transition-colors hover:bg-hover', className)}
    />
  );
}

export function ColumnHead({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      {...rest}
      className={clsx(
        'h-9 whitespace-nowrap border-line border-b px-3 text-start font-medium text-ink-2 text-sm',
        className,
      )}
    />
  );
}

export function Cell({ className, ...rest }: ComponentProps<'td'>) {
  return <td {...rest} className={clsx('h-11 px-3 py-1.5 align-middle', className)} />;
}
