import clsx from 'clsx';
import { type ComponentProps, useEffect, useLayoutEffect, useRef } from 'react';
import { controlClass } from './input.tsx';

export type TextareaProps = ComponentProps<'textarea'> & {
  /** Grows with its text from `rows` up to this many lines; without it the height stays. */
  growTo?: number;
};

export function Textarea({ className, growTo, ref, ...rest }: TextareaProps) {
  const own = useRef<HTMLTextAreaElement>(null);
  const value = rest.value;
  // The height follows the text, and the width, which decides where its lines break.
  useLayoutEffect(() => {
    const area = own.current;
    if (area && growTo !== undefined) fit(area, growTo);
  }, [value, growTo]);
  useEffect(() => {
    const area = own.current;
    if (!area || growTo === undefined) return;
    let widthPx = area.offsetWidth;
    const widths = new ResizeObserver(() => {
      if (area.offsetWidth === widthPx) return;
      widthPx = area.offsetWidth;
      fit(area, growTo);
    });
    widths.observe(area);
    return () => widths.disconnect();
  }, [growTo]);
  return (
    <textarea
      {...rest}
      ref={(node) => {
        own.current = node;
        if (typeof ref === 'function') ref(node);
        else if (ref) ref.current = node;
      }}
      dir={rest.dir ?? 'auto'}
      className={clsx(
        controlClass,
        'scrollbar-thin block px-2.5 py-2 pointer-coarse:text-lg',
        growTo === undefined ? 'resize-y' : 'resize-none',
        className,
      )}
    />
  );
}

function fit(area: HTMLTextAreaElement, growTo: number): void {
  area.style.height = 'auto';
  const line = Number.parseFloat(getComputedStyle(area).lineHeight);
  area.style.height = `${Math.min(area.scrollHeight + 2, line * growTo + 18)}px`;
}
