/** Whether a rule is still as it was imported. */
import type { Rule } from '../schema.ts';

/** A short text that is the same for the same rule, whatever its id, its examples and the order of its keys. */
export function digestOf(rule: Rule): string {
  const { id: _, examples: __, imported: ___, ...own } = rule;
  return hash(stable(own));
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${stable(held)}`).join(',')}}`;
}

/** FNV-1a, 2 × 32 bits. It tells edited from unedited; it guards nothing. */
function hash(text: string): string {
  const run = (seed: number): string => {
    let h = seed;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
    return h.toString(16).padStart(8, '0');
  };
  return run(0x811c9dc5) + run(0x9747b28c);
}
