/** Strokes on a field of 16 by 16. */
const strokes = {
  'angle-left': 'M10 2.5 4.5 8l5.5 5.5',
  'angle-right': 'M6 2.5 11.5 8 6 13.5',
  'arrow-down': 'M8 2v11.5M3 8.5l5 5 5-5',
  check: 'm2.5 8.5 3.5 3.5 7.5-8',
  copy: 'M10.5 5.5v-3h-8v8h3M5.5 5.5h8v8h-8z',
  download: 'M8 2v8.5M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
  edit: 'm10.5 2.5 3 3-8 8h-3v-3zM8.5 4.5l3 3',
  file: 'M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3',
  info: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M8 7v4.5M8 4.5v.2',
  refresh: 'M13 9a5 5 0 1 1-1.3-4.4l1.8 1.9M13.5 2.5v4h-4',
} as const;

export type SmallIconName = keyof typeof strokes;

/** An icon as light as it can be: a conversation has thousands, and each of Cloudscape's own is a component with a life. */
export const SmallIcon = ({ name }: { readonly name: SmallIconName }) => (
  <svg className="small-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d={strokes[name]} />
  </svg>
);
