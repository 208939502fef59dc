/** Weight of what every page and every popup has to load, against the budgets of the design. */
import { BUDGETS, bundleSizes } from './bundle.ts';

const sizes = bundleSizes('.output/chrome-mv3');
console.table(
  Object.entries(sizes).map(([what, bytes]) => ({
    what,
    'kB gzipped': bytes / 1000,
    'of the budget': (bytes / BUDGETS[what as keyof typeof BUDGETS]).toFixed(2),
  })),
);
