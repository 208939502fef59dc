/** Formulas of `metric` rules: text in, a plan that utils/lint/measure/formula.ts runs out. */
import { type FormulaPlan, FUNCTION_ARGUMENTS } from '../lint/measure/formula.ts';

/** The variables that Vale names, and under `post.` those of a post. */
export const FORMULA_VARIABLES = [
  'characters',
  'words',
  'sentences',
  'paragraphs',
  'syllables',
  'polysyllabic_words',
  'complex_words',
  'long_words',
  'pre',
  'list',
  'blockquote',
  'heading.h1',
  'heading.h2',
  'heading.h3',
  'heading.h4',
  'heading.h5',
  'heading.h6',
  'post.parts',
  'post.links',
  'post.hashtags',
  'post.mentions',
  'post.emojis',
] as const;

const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['math.e', Math.E],
  ['math.pi', Math.PI],
  ['math.phi', (1 + Math.sqrt(5)) / 2],
  ['math.sqrt2', Math.SQRT2],
  ['math.ln2', Math.LN2],
  ['math.ln10', Math.LN10],
]);
const KNOWN: ReadonlySet<string> = new Set(FORMULA_VARIABLES);
const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
};
const COMPARES = 3;
const UNARY = 6;
const DEEPEST = 50;
const TOKEN =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_][\w.]*)|(&&|\|\||[<>=!]=|[-+*/%()<>!,])|(\S))/y;

/** A formula that cannot be used: what is wrong and where. */
export class FormulaError extends Error {
  override readonly name = 'FormulaError';
  readonly code = 'bad_formula';
  /** UTF-16 offset in the formula or condition. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(`${message} (at character ${offset + 1}).`);
    this.offset = offset;
  }
}

interface Token {
  readonly what: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
  readonly offset: number;
}

/** What one part of a formula is: its steps, whether it is true or false, and its value where it is a whole number. */
interface Part {
  readonly steps: (number | string)[];
  readonly isTruth: boolean;
  readonly whole: number | null;
}

/**
 * Reads a formula: numbers, variables, `+ - * / %`, parentheses and functions of `math`, with the precedence and the
 * whole-number arithmetic of Tengo, Vale's formula language (7 / 2 is 3, 7.0 / 2 is 3.5; variables are never whole).
 * @throws FormulaError
 */
export function compileFormula(formula: string): FormulaPlan {
  const reader = new Reader(formula);
  const part = reader.expression(0);
  reader.end();
  if (part.isTruth)
    throw new FormulaError('A formula gives a number; what it is compared with is the condition', 0);
  return part.steps;
}

/**
 * Reads what stands behind the value, such as `> 8` or `> 8 && words > 30`. The plan's variable `value` is the formula's.
 * @throws FormulaError
 */
export function compileCondition(condition: string): FormulaPlan {
  const reader = new Reader(condition);
  const first: Part = { steps: ['$value'], isTruth: false, whole: null };
  const part = reader.after(first, 0);
  reader.end();
  if (!part.isTruth) throw new FormulaError('A condition compares, such as “> 8”', 0);
  return part.steps;
}

class Reader {
  readonly #source: string;
  #token: Token;
  #next = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
    this.#token = this.#read();
  }

  end(): void {
    if (this.#token.what !== 'end') this.#fail(`“${this.#token.text}” is not expected here`);
  }

  expression(above: number): Part {
    if (++this.#depth > DEEPEST) this.#fail('The formula is nested too deeply');
    const part = this.after(this.#operand(), above);
    this.#depth--;
    return part;
  }

  /** The rest of an expression whose first operand is known: precedence climbing, one step a token. */
  after(first: Part, above: number): Part {
    let left = first;
    for (;;) {
      const { what, text, offset } = this.#token;
      const precedence = what === 'sign' ? PRECEDENCE[text] : undefined;
      if (precedence === undefined || precedence <= above) return left;
      this.#advance();
      left = joined(text, left, this.expression(precedence), offset);
    }
  }

  #operand(): Part {
    const { what, text, offset } = this.#token;
    this.#advance();
    if (what === 'number') return numberOf(text);
    if (what === 'name') return this.#named(text, offset);
    if (text === '(') {
      const part = this.expression(0);
      this.#expect(')');
      return part;
    }
    if (text === '-' || text === '+' || text === '!') {
      const part = this.expression(UNARY);
      if (part.isTruth !== (text === '!'))
        throw new FormulaError(`“${text}” cannot stand before that`, offset);
      if (text === '+') return part;
      if (text === '-' && part.whole !== null) return wholeNumber(-part.whole);
      return { steps: [...part.steps, text === '-' ? 'negate' : '!'], isTruth: part.isTruth, whole: null };
    }
    throw new FormulaError(
      what === 'end' ? 'Something is missing' : `“${text}” is not expected here`,
      offset,
    );
  }

  #named(name: string, offset: number): Part {
    const constant = CONSTANTS.get(name);
    if (constant !== undefined) return { steps: [constant], isTruth: false, whole: null };
    if (this.#token.text === '(') return this.#call(name, offset);
    const plain = name.replace(/^heading_(?=h[1-6]$)/, 'heading.');
    if (!KNOWN.has(plain)) {
      throw new FormulaError(`There is no “${name}”. Known are ${FORMULA_VARIABLES.join(', ')}`, offset);
    }
    return { steps: [`$${plain}`], isTruth: false, whole: null };
  }

  #call(name: string, offset: number): Part {
    const wanted = FUNCTION_ARGUMENTS.get(name);
    if (wanted === undefined) {
      const known = [...FUNCTION_ARGUMENTS.keys()].join(', ');
      throw new FormulaError(`There is no function “${name}”. Known are ${known}`, offset);
    }
    this.#expect('(');
    const steps: (number | string)[] = [];
    for (let i = 0; i < wanted; i++) {
      if (i > 0) this.#expect(',');
      const argument = this.expression(0);
      if (argument.isTruth) throw new FormulaError(`“${name}” takes numbers`, offset);
      steps.push(...argument.steps);
    }
    this.#expect(')');
    steps.push(name);
    return { steps, isTruth: false, whole: null };
  }

  #expect(sign: string): void {
    if (this.#token.what !== 'sign' || this.#token.text !== sign) this.#fail(`“${sign}” is missing`);
    this.#advance();
  }

  #advance(): void {
    this.#token = this.#read();
  }

  #read(): Token {
    TOKEN.lastIndex = this.#next;
    const match = TOKEN.exec(this.#source);
    if (match === null) return { what: 'end', text: '', offset: this.#source.length };
    const [whole, number, name, sign, other] = match;
    const text = number ?? name ?? sign ?? other ?? '';
    const offset = this.#next + whole.length - text.length;
    this.#next += whole.length;
    if (other !== undefined) throw new FormulaError(`“${other}” is no part of a formula`, offset);
    return { what: number !== undefined ? 'number' : name !== undefined ? 'name' : 'sign', text, offset };
  }

  #fail(message: string): never {
    throw new FormulaError(message, this.#token.offset);
  }
}

function numberOf(text: string): Part {
  return /^\d+$/.test(text)
    ? wholeNumber(Number(text))
    : { steps: [Number(text)], isTruth: false, whole: null };
}

function wholeNumber(value: number): Part {
  return { steps: [value], isTruth: false, whole: value };
}

function joined(sign: string, left: Part, right: Part, offset: number): Part {
  const precedence = PRECEDENCE[sign] ?? 0;
  const takesTruth = precedence < COMPARES;
  if (left.isTruth !== takesTruth || right.isTruth !== takesTruth) {
    throw new FormulaError(`“${sign}” stands between ${takesTruth ? 'comparisons' : 'numbers'}`, offset);
  }
  if (precedence > COMPARES && left.whole !== null && right.whole !== null) {
    return wholeNumber(ofWholes(sign, left.whole, right.whole, offset));
  }
  if (sign === '%')
    throw new FormulaError('“%” stands between whole numbers; for others use math.mod', offset);
  return { steps: [...left.steps, ...right.steps, sign], isTruth: precedence <= COMPARES, whole: null };
}

function ofWholes(sign: string, a: number, b: number, offset: number): number {
  if (sign === '+') return a + b;
  if (sign === '-') return a - b;
  if (sign === '*') return a * b;
  if (b === 0) throw new FormulaError('A division by 0', offset);
  return sign === '/' ? Math.trunc(a / b) : a % b;
}
