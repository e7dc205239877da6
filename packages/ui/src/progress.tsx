import { Progress as Base } from '@base-ui/react/progress';

/** How far something is, with its count in words. Without `value` it is under way with no known end. */
export function Progress(props: {
  label: string;
  value: number | null;
  max?: number;
  text?: string;
  hideLabel?: boolean;
}) {
  return (
    <Base.Root
      value={props.value}
      max={props.max ?? 100}
      getAriaValueText={() => props.text ?? `${props.value ?? 0}`}
      className="flex w-full flex-col gap-1"
    >
      <div
        className={props.hideLabel ? 'sr-only' : 'flex justify-between gap-2 text-ink-2 text-sm'}
      >
        <Base.Label>{props.label}</Base.Label>
        {props.text ? <span>{props.text}</span> : null}
      </div>
      <Base.Track className="h-1 overflow-hidden rounded-full bg-selected">
        <Base.Indicator className="h-full rounded-full bg-ink transition-[width] data-[indeterminate]:skeleton-pulse data-[indeterminate]:w-full" />
      </Base.Track>
    </Base.Root>
  );
}
