import type { Bar } from './tables.ts';

const ROW = 28;
const LABEL = 130;
const WIDTH = 560;
const VALUE = 130;

/** Horizontal bars with their figures in words. What is of few cases is hatched by its outline, not by colour. */
export function BarChart({ bars, label }: { readonly bars: readonly Bar[]; readonly label: string }) {
  const most = Math.max(0, ...bars.map(({ value }) => value ?? 0));
  const room = WIDTH - LABEL - VALUE;
  return (
    <svg
      class="bar-chart"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${bars.length * ROW}`}
      preserveAspectRatio="xMinYMin meet"
    >
      {bars.map(({ label: name, value, shown, isFew }, at) => {
        const width = most === 0 || value === null ? 0 : (value / most) * room;
        const middle = at * ROW + ROW / 2;
        return (
          <g key={name}>
            <text x={LABEL - 8} y={middle} class="bar-label">
              {name.length > 20 ? `${name.slice(0, 19)}…` : name}
            </text>
            <rect
              x={LABEL}
              y={at * ROW + 6}
              width={width}
              height={ROW - 12}
              class={isFew ? 'bar few' : 'bar'}
            />
            <text x={LABEL + width + 8} y={middle} class="bar-value">
              {shown}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
