import type { Bar } from './tables.ts';

/** Horizontal bars with their figures in words. What is of few cases is told by its outline, not by colour. */
export function BarChart({ bars, label }: { readonly bars: readonly Bar[]; readonly label: string }) {
  const most = Math.max(0, ...bars.map(({ value }) => value ?? 0));
  return (
    <div class="bar-chart" role="img" aria-label={label}>
      {bars.map(({ label: name, value, shown, isFew }) => (
        <div class="bar-row" key={name}>
          <span class="bar-label">{name}</span>
          <span class="bar-track">
            {value === null || value === 0 ? null : (
              <span class={isFew ? 'bar few' : 'bar'} style={{ inlineSize: `${(value / most) * 100}%` }} />
            )}
          </span>
          <span class="bar-value">{shown}</span>
        </div>
      ))}
    </div>
  );
}
