// Drawn for this widget on a grid of 20, strokes of 1.6; a data: image would need the page's permission.
const shapes = {
  person:
    'M10 10.200a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400ZM3.800 16.500c.7-2.600 3.200-4 6.200-4s5.500 1.400 6.200 4',
  close: 'M5 5l10 10M15 5 5 15',
  back: 'M12 4.500 6.500 10l5.500 5.500',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4.200l2.700 1.600',
  send: 'M10 16V4.500M5 9.300l5-5 5 5',
  stop: 'M6 6h8v8H6Z',
  up: 'M7 9.200v7H4v-7ZM7 9.200l2.600-5.700c1.400 0 2.200.8 2 2.200l-.4 2.300h3.600c1.100 0 1.900 1 1.600 2.100l-1.200 4.600c-.2.900-1 1.500-1.900 1.500H7',
  down: 'M13 10.800v-7h3v7ZM13 10.800l-2.600 5.700c-1.400 0-2.200-.8-2-2.200l.4-2.300H5.200c-1.100 0-1.900-1-1.600-2.100l1.200-4.600c.2-.9 1-1.500 1.900-1.500H13',
  page: 'M5.500 3h6l3 3v11h-9ZM11.500 3v3h3',
  plus: 'M10 4v12M4 10h12',
  jump: 'M10 4v11.500M5 10.700l5 5 5-5',
} as const;

export function Icon({ name }: { name: keyof typeof shapes }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" class={`icon i-${name}`}>
      <path d={shapes[name]} />
    </svg>
  );
}
