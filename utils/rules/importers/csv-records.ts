/** Tables as spreadsheets write them (RFC 4180 and its usual deviations), with the place of every cell. */
import type { Place } from './report.ts';

export interface Cell extends Place {
  readonly text: string;
}

export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly Cell[];
  /** What is wrong with it; its cells are not to be used then. */
  readonly fault: string | null;
}

export const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/**
 * Cells of every record that is not blank. Quoted cells may hold delimiters, line breaks and doubled quotes. A byte
 * order mark and a first line `sep=;` are no part of the table.
 */
export function readCsv(source: string): {
  readonly delimiter: Delimiter;
  readonly records: readonly CsvRecord[];
} {
  const mark = source.startsWith('\ufeff') ? 1 : 0;
  const declared = /^sep=([,;\t])(?:\r\n?|\n|$)/i.exec(source.slice(mark));
  const from = mark + (declared?.[0].length ?? 0);
  const delimiter = DELIMITERS.find((sign) => sign === declared?.[1]) ?? likelyDelimiter(source, from);
  return { delimiter, records: new Reader(source, from, delimiter, declared === null ? 1 : 2).records() };
}

/** The one that stands most often in the first lines, outside of quotes. */
function likelyDelimiter(source: string, from: number): Delimiter {
  const counts = { ',': 0, ';': 0, '\t': 0 };
  let quoted = false;
  let lines = 0;
  for (let i = from; i < source.length && lines < 20; i++) {
    const sign = source.charAt(i);
    if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (sign === '\n') lines++;
    else if (sign === ',' || sign === ';' || sign === '\t') counts[sign]++;
  }
  return DELIMITERS.toSorted((a, b) => counts[b] - counts[a])[0] ?? ',';
}

class Reader {
  readonly #source: string;
  readonly #delimiter: string;
  #at: number;
  #line: number;
  #lineStart: number;

  constructor(source: string, from: number, delimiter: string, line: number) {
    this.#source = source;
    this.#at = from;
    this.#delimiter = delimiter;
    this.#line = line;
    this.#lineStart = from;
  }

  records(): CsvRecord[] {
    const records: CsvRecord[] = [];
    while (this.#at < this.#source.length) {
      const record = this.#record();
      if (record.fault !== null || record.cells.some(({ text }) => text.trim() !== '')) records.push(record);
    }
    return records;
  }

  #record(): CsvRecord {
    const line = this.#line;
    const cells: Cell[] = [];
    let fault: string | null = null;
    for (;;) {
      const place = { line: this.#line, column: this.#at - this.#lineStart + 1 };
      const [text, wrong] = this.#source.charAt(this.#at) === '"' ? this.#quoted() : [this.#plain(), null];
      fault ??= wrong;
      cells.push({ ...place, text });
      if (this.#source.charAt(this.#at) !== this.#delimiter) break;
      this.#at++;
    }
    this.#newline();
    return { line, cells, fault };
  }

  #plain(): string {
    const from = this.#at;
    while (this.#at < this.#source.length && !this.#ends()) this.#at++;
    return this.#source.slice(from, this.#at);
  }

  #quoted(): [text: string, fault: string | null] {
    let text = '';
    this.#at++;
    while (this.#at < this.#source.length) {
      const sign = this.#source.charAt(this.#at);
      if (sign === '"') {
        if (this.#source.charAt(this.#at + 1) !== '"') {
          this.#at++;
          const rest = this.#plain();
          if (rest.trim() === '') return [text, null];
          return [
            text + rest,
            'After the closing quote there is more text. Double quotes inside of a quoted cell.',
          ];
        }
        text += '"';
        this.#at += 2;
      } else if (sign === '\n' || sign === '\r') {
        text += '\n';
        this.#newline();
      } else {
        text += sign;
        this.#at++;
      }
    }
    return [text, 'A quote is opened here and never closed.'];
  }

  #ends(): boolean {
    const sign = this.#source.charAt(this.#at);
    return sign === this.#delimiter || sign === '\n' || sign === '\r';
  }

  #newline(): void {
    if (this.#at >= this.#source.length) return;
    this.#at += this.#source.startsWith('\r\n', this.#at) ? 2 : 1;
    this.#line++;
    this.#lineStart = this.#at;
  }
}
