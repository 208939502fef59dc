export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Index of the first of these ordered, not overlapping spans that ends after `offset`; their number when none does. */
export function firstEndingAfter(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether any of these spans, in order of their starts and ends, has a unit in common with `span`. */
export function overlapsAny(spans: readonly Span[], span: Span): boolean {
  const next = spans[firstEndingAfter(spans, span.start)];
  return next !== undefined && next.start < span.end;
}
