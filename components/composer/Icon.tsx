import type { Tone } from '../../utils/overlay/standing.ts';

/** Each tone has an outline of its own, so that colour never speaks alone. */
const SHAPES: Record<Tone, { readonly outline: string; readonly sign: string }> = {
  clear: { outline: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z', sign: 'M4.8 8.2 7 10.5l4.2-4.8' },
  note: { outline: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z', sign: 'M8 7.4v4M8 4.6v.2' },
  warn: { outline: 'M8 1.4 15.2 14.4H.8Z', sign: 'M8 6v4M8 12.2v.2' },
  review: { outline: 'M8 .8 15.2 8 8 15.2.8 8Z', sign: 'M8 4.6v4.2M8 11.2v.2' },
  block: { outline: 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z', sign: 'M4.8 8h6.4' },
  wait: { outline: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z', sign: 'M8 4.4V8l2.6 1.8' },
  trouble: { outline: 'M2 2h12v12H2Z', sign: 'M8 4.6v4M8 11v.2' },
};

export function Icon({ tone }: { readonly tone: Tone }) {
  const { outline, sign } = SHAPES[tone];
  return (
    <svg
      class={`icon ${tone}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={outline} />
      <path d={sign} />
    </svg>
  );
}
