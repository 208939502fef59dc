/** Lines and columns of a text. Pure. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** UTF-16 offset of a line and column (both from 1) in `text`, within it whatever they are. */
export function offsetOf(text: string, { line, column }: Place): number {
  let start = 0;
  for (let i = 1; i < line; i++) {
    const next = text.indexOf('\n', start);
    if (next === -1) return text.length;
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + column - 1, end === -1 ? text.length : end);
}

export function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
