/**
 * Two rounded speech shapes, one ink and one accent. Where they overlap a P stands: the bowl is the
 * first shape's, the stem the second's. Drawn on a grid of 16, so that it is sharp in a tab.
 */
export function BrandMark(props: { size?: number; label?: string }) {
  const size = props.size ?? 24;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      role={props.label ? 'img' : undefined}
      aria-hidden={props.label ? undefined : true}
      aria-label={props.label}
    >
      <path
        fill="var(--ink)"
        fillRule="evenodd"
        d="M4 30V9a7 7 0 0 1 7-7h8a9 9 0 1 1 0 18h-5.2a4 4 0 0 0-2.83 1.17L4 30Z"
      />
      <path
        fill="var(--ai)"
        d="M10 20V12a4 4 0 0 1 4-4h5a3 3 0 1 1 0 6h-1.4a3 3 0 0 0-2.12.88L10 20Z"
      />
    </svg>
  );
}
