/** Curves on logarithmic axes as SVG, side by side. */

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [across: number, up: number])[];
}

export interface Plot {
  readonly title: string;
  readonly across: string;
  readonly up: string;
  readonly lines: readonly Line[];
}

const WIDTH = 460;
const HEIGHT = 320;
const LEFT = 58;
const TOP = 40;
const RIGHT = 110;
const BOTTOM = 46;
/** Told apart by their dashes too. */
const STROKES = ['stroke="#1c7ed6"', 'stroke="#e8590c" stroke-dasharray="6 4"'];

const power = (exponent: number): string => (10 ** exponent).toLocaleString('en-US');
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function scale(values: readonly number[], from: number, to: number) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    place: (value: number): number => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
    ticks: Array.from({ length: high - low + 1 }, (_, i) => low + i),
  };
}

function plotted({ title, across, up, lines }: Plot, left: number): string {
  const points = lines.flatMap((line) => line.points);
  const x = scale(
    points.map(([one]) => one),
    LEFT,
    WIDTH - RIGHT,
  );
  const y = scale(
    points.map(([, one]) => one),
    HEIGHT - BOTTOM,
    TOP,
  );
  const text = (at: string, words: string, more = ''): string =>
    `<text ${at} ${more}>${escaped(words)}</text>`;
  const parts = [
    text(`x="${LEFT}" y="22"`, title, 'font-weight="bold"'),
    ...x.ticks.map((tick) => {
      const at = x.place(10 ** tick).toFixed(1);
      return `<path d="M${at} ${TOP}V${HEIGHT - BOTTOM}" stroke="#ddd"/>${text(`x="${at}" y="${HEIGHT - BOTTOM + 16}"`, power(tick), 'text-anchor="middle"')}`;
    }),
    ...y.ticks.map((tick) => {
      const at = y.place(10 ** tick).toFixed(1);
      return `<path d="M${LEFT} ${at}H${WIDTH - RIGHT}" stroke="#ddd"/>${text(`x="${LEFT - 6}" y="${Number(at) + 4}"`, power(tick), 'text-anchor="end"')}`;
    }),
    text(`x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}"`, across, 'text-anchor="middle"'),
    text(`x="${LEFT - 6}" y="${TOP - 8}"`, up, 'text-anchor="end"'),
    ...lines.map(({ name, points: own }, i) => {
      const path = own.map(
        ([a, b], nth) => `${nth === 0 ? 'M' : 'L'}${x.place(a).toFixed(1)} ${y.place(b).toFixed(1)}`,
      );
      const [endX = 1, endY = 1] = own.at(-1) ?? [];
      const label = text(`x="${x.place(endX) + 6}" y="${y.place(endY) + 4}"`, name);
      return `<path d="${path.join('')}" fill="none" stroke-width="2" ${STROKES[i % STROKES.length]}/>${label}`;
    }),
  ];
  return `<g transform="translate(${left} 0)">${parts.join('')}</g>`;
}

/** One picture of all plots, on white, so that it can be read on any page. */
export function chart(plots: readonly Plot[]): string {
  const width = WIDTH * plots.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" font-family="sans-serif" font-size="11" fill="#222" role="img">`,
    `<title>${escaped(plots.map(({ title }) => title).join('; '))}</title>`,
    `<rect width="${width}" height="${HEIGHT}" fill="#fff"/>`,
    ...plots.map((plot, i) => plotted(plot, i * WIDTH)),
    '</svg>\n',
  ].join('\n');
}
