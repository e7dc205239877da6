import clsx from 'clsx';

/** Stands where text will be, in its final size, so that nothing moves when it comes. */
export function Skeleton(props: { className?: string }) {
  return (
    <span
      aria-hidden
      className={clsx('skeleton-pulse block h-4 rounded-chip bg-selected', props.className)}
    />
  );
}

/** Says once that something is loading, around as many skeletons as the layout needs. */
export function Loading(props: { label: string; className?: string; children: React.ReactNode }) {
  return (
    <div role="status" aria-busy="true" className={props.className}>
      <span className="sr-only">{props.label}</span>
      {props.children}
    </div>
  );
}
