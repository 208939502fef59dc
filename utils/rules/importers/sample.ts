/**
 * Texts that a pattern may match, made from its source. They are guesses: whoever uses one runs the rule on it first.
 */

type Variant = 'fullest' | 'shortest';

const ESCAPES: Readonly<Record<string, string>> = {
  d: '7',
  w: 'a',
  s: ' ',
  S: 'a',
  D: 'a',
  W: ' ',
  b: '',
  B: '',
  A: '',
  z: '',
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
};
const DEEPEST = 50;

/** A few texts, the likeliest first; fewer when the pattern is too deep to follow. */
export function samplesOf(source: string): string[] {
  const texts = new Set<string>();
  for (const variant of ['fullest', 'shortest'] as const) {
    for (const branch of topLevel(source).slice(0, 4)) {
      const text = new Sampler(branch, variant).read();
      if (text !== null && text !== '') texts.add(text);
    }
  }
  return [...texts];
}

/** The alternatives of a pattern that stand at its top level. */
export function topLevel(source: string): string[] {
  const branches: string[] = [];
  let depth = 0;
  let inClass = false;
  let from = 0;
  for (let i = 0; i < source.length; i++) {
    const sign = source.charAt(i);
    if (sign === '\\') i++;
    else if (inClass) inClass = sign !== ']' || /\[\^?$/.test(source.slice(from, i));
    else if (sign === '[') inClass = true;
    else if (sign === '(') depth++;
    else if (sign === ')') depth--;
    else if (sign === '|' && depth === 0) {
      branches.push(source.slice(from, i));
      from = i + 1;
    }
  }
  return [...branches, source.slice(from)];
}

class Sampler {
  readonly #source: string;
  readonly #variant: Variant;
  #at = 0;
  #depth = 0;

  constructor(source: string, variant: Variant) {
    this.#source = source;
    this.#variant = variant;
  }

  read(): string | null {
    const text = this.#any();
    return this.#at < this.#source.length ? null : text;
  }

  #any(): string | null {
    if (++this.#depth > DEEPEST) return null;
    const first = this.#all();
    while (this.#source.charAt(this.#at) === '|') {
      this.#at++;
      if (this.#all() === null) return null;
    }
    this.#depth--;
    return first;
  }

  #all(): string | null {
    let text = '';
    while (this.#at < this.#source.length && !'|)'.includes(this.#source.charAt(this.#at))) {
      const one = this.#one();
      if (one === null) return null;
      text += this.#repeated(one);
    }
    return text;
  }

  #one(): string | null {
    const sign = this.#source.charAt(this.#at++);
    if (sign === '(') return this.#group();
    if (sign === '[') return this.#class();
    if (sign === '\\') return this.#escape();
    if (sign === '^' || sign === '$') return '';
    return sign === '.' ? 'a' : sign;
  }

  #group(): string | null {
    const opening = /^\?(?:P?<[A-Za-z_]\w*>|[a-zA-Z-]*:|[a-zA-Z-]+(?=\)))/.exec(this.#source.slice(this.#at));
    if (this.#source.charAt(this.#at) === '?' && opening === null) return null;
    this.#at += opening?.[0].length ?? 0;
    const text = this.#any();
    return this.#source.charAt(this.#at++) === ')' ? text : null;
  }

  #class(): string | null {
    const from = this.#at;
    const negated = this.#source.charAt(from) === '^';
    let i = from + Number(negated);
    let first = '';
    const members: string[] = [];
    for (; i < this.#source.length; i++) {
      const sign = this.#source.charAt(i);
      if (sign === ']' && members.length > 0) break;
      const isEscape = sign === '\\';
      const named = !isEscape && /^\[:\w+:\]/.exec(this.#source.slice(i))?.[0];
      if (named) {
        members.push('a');
        i += named.length - 1;
      } else if (isEscape) {
        i++;
        members.push(ESCAPES[this.#source.charAt(i)] ?? this.#source.charAt(i));
      } else {
        members.push(sign);
      }
      first ||= members.at(-1) ?? '';
    }
    if (i >= this.#source.length) return null;
    this.#at = i + 1;
    if (!negated) return first;
    return ['a', 'x', '7', ' ', '.', ','].find((sign) => !members.includes(sign)) ?? null;
  }

  #escape(): string | null {
    const sign = this.#source.charAt(this.#at++);
    const hex = /^(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{2}))/.exec(this.#source.slice(this.#at));
    if (sign === 'x' && hex !== null) {
      this.#at += hex[0].length;
      const point = Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
      return point > 0x10ffff ? null : String.fromCodePoint(point);
    }
    if (sign === 'p' || sign === 'P') {
      const name = /^(?:\{\^?([^}]*)\}|.)/.exec(this.#source.slice(this.#at));
      if (name === null) return null;
      this.#at += name[0].length;
      return { Lu: 'A', N: '7', Nd: '7', P: '.', Sc: '$' }[name[1] ?? name[0]] ?? 'a';
    }
    return ESCAPES[sign] ?? sign;
  }

  #repeated(text: string): string {
    const sign = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})[?+]?/.exec(this.#source.slice(this.#at));
    if (sign === null) return text;
    this.#at += sign[0].length;
    const least = sign[1] === undefined ? Number(sign[0].startsWith('+')) : Number(sign[1]);
    const most =
      sign[1] !== undefined && sign[2] === undefined ? least : sign[2] ? Number(sign[2]) : Infinity;
    const times = this.#variant === 'shortest' ? least : Math.min(most, Math.max(1, least));
    return text.length * times > 1000 ? text : text.repeat(times);
  }
}
