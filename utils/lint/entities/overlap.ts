import type { Entity } from './entity.ts';

/** Those that touch none of `others`; both in order and not overlapping among themselves. */
export function outside<E extends Entity>(entities: readonly E[], others: readonly Entity[]): E[] {
  let next = 0;
  return entities.filter(({ start, end }) => {
    while (next < others.length && (others[next] as Entity).end <= start) next++;
    const other = others[next];
    return other === undefined || other.start >= end;
  });
}
