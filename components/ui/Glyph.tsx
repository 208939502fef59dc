const PATHS = {
  back: 'M10 3 5 8l5 5',
  close: 'M4 4l8 8M12 4l-8 8',
  help: 'M5.8 6a2.2 2.2 0 1 1 3.3 1.9c-.7.4-1.1.8-1.1 1.6M8 12v.2',
  settings: 'M2.5 4.5h5M11.5 4.5h2M2.5 11.5h2M8.5 11.5h5M9.5 2.7v3.6M6.5 9.7v3.6',
  side: 'M2.5 3h11v10h-11zM9.5 3v10',
  external: 'M6.5 3.5H3.5v9h9v-3M9 3h4v4M13 3 7.5 8.5',
} as const;

/** A small drawing beside or instead of a word; the control around it says what it does. */
export function Glyph({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg class="glyph" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The product's mark, as on the toolbar. */
export function Mark() {
  return (
    <svg class="mark-logo" viewBox="0 0 128 128" width="24" height="24" aria-hidden="true" focusable="false">
      <rect x="6" y="6" width="116" height="116" rx="30" class="mark-ground" />
      <path d="M30 40h46M30 62h26" class="mark-lines" />
      <path d="M44 82l18 18 38-46" class="mark-tick" />
    </svg>
  );
}
