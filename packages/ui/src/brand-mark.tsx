/**
 * Two rounded speech shapes, one ink and one accent, that together read as a P: the ink one is its
 * stem and speaks to the start, the accent one its bowl. Sharp from 16 px on.
 */
export function BrandMark(props: { size?: number; label?: string }) {
  const size = props.size ?? 24;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      className="shrink-0"
      role={props.label ? 'img' : undefined}
      aria-hidden={props.label ? undefined : true}
      aria-label={props.label}
    >
      <path
        fill="var(--ai)"
        fillRule="evenodd"
        d="M9 3h9.5a10 10 0 0 1 0 20H15l-4 3.2c-.8.7-2 .1-2-1V3Zm8.5 6.5a2 2 0 0 0-2 2v3a2 2 0 0 0 2 2h1a3.5 3.5 0 0 0 0-7h-1Z"
      />
      <path
        fill="var(--ink)"
        d="M7 3h2a4 4 0 0 1 4 4v13.5a4 4 0 0 1-4 4h-.6l-3.3 4.6c-.7.9-2.1.5-2.1-.7V7a4 4 0 0 1 4-4Z"
      />
    </svg>
  );
}
