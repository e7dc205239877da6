/**
 * An SVG path for a series, drawn from the start to the end of the box with its largest value at the
 * top. A series of one or none, or of nothing but zeros, lies on the base line.
 */
export function sparklinePath(values: readonly number[], width: number, height: number): string {
  const base = height - 1;
  if (values.length < 2) return `M0 ${base}H${width}`;
  const top = Math.max(...values, 0);
  const step = width / (values.length - 1);
  return values
    .map((value, index) => {
      const y = top === 0 ? base : base - (value / top) * (height - 2);
      return `${index === 0 ? 'M' : 'L'}${round(index * step)} ${round(y)}`;
    })
    .join('');
}

const round = (value: number) => Math.round(value * 10) / 10;
