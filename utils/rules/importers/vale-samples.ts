/** Texts that a rule of Vale's may find or leave, to be tried out: guesses from what the rule holds. */

import { isMapping } from '../../mapping.ts';
import { samplesOf } from './sample.ts';

export interface Samples {
  readonly bad: string[];
  readonly good: string[];
}

const MOST = 40;

export function samplesFor(kind: string, fields: Readonly<Record<string, unknown>>): Samples {
  const list = (key: string): string[] =>
    Array.isArray(fields[key]) ? (fields[key] as unknown[]).map(String) : [];
  const text = (key: string): string => (typeof fields[key] === 'string' ? (fields[key] as string) : '');
  const many = (sources: readonly string[]): string[] => sources.slice(0, MOST).flatMap(samplesOf);
  switch (kind) {
    case 'existence': {
      const tokens = many(list('tokens'));
      const raw = samplesOf(list('raw').join('')).flatMap((one) =>
        tokens.length === 0 ? [one] : tokens.slice(0, 8).flatMap((token) => [one + token, token + one]),
      );
      return inSentences([...raw, ...tokens]);
    }
    case 'substitution': {
      const swap = isMapping(fields.swap) ? fields.swap : {};
      const expected = Object.values(swap).flatMap((one) => String(one).split('|'));
      const { bad } = inSentences(many(Object.keys(swap)));
      return { bad, good: expected.slice(0, MOST) };
    }
    case 'occurrence': {
      const [sample = 'a'] = samplesOf(text('token'));
      const most = Math.min(200, Number(fields.max ?? 0) || 0);
      const repeated = [' ', '', '. '].map((between) =>
        Array(most + 1)
          .fill(sample)
          .join(between),
      );
      return {
        bad: most > 0 ? repeated : ['x', 'Hello there.'],
        good: [
          sample,
          Array(Math.min(200, Number(fields.min ?? 1) || 1))
            .fill(sample)
            .join(' '),
        ],
      };
    }
    case 'repetition': {
      const turns = Math.min(50, Number(fields.max ?? 0) || 0) + 2;
      const words = [...many(list('tokens')), 'the'];
      return {
        bad: words.flatMap((word) => [
          Array(turns).fill(word).join(' '),
          `I saw ${Array(turns).fill(word).join(' ')} moon.`,
        ]),
        good: [],
      };
    }
    case 'consistency': {
      const either = Object.entries(isMapping(fields.either) ? fields.either : {});
      const pairs = either.slice(0, MOST).flatMap(([a, b]) => {
        const [one] = samplesOf(a);
        const [other] = samplesOf(String(b));
        return one === undefined || other === undefined
          ? []
          : [`${one} and ${other}`, `${one} and ${other}.\n\n${one} again`];
      });
      return { bad: pairs, good: [] };
    }
    case 'conditional': {
      const firsts = [...samplesOf(text('first')), 'WHO', 'NASA'];
      return inSentences(firsts);
    }
    case 'capitalization': {
      return {
        bad: ['this is Not how It should Be', 'THIS IS NOT IT', 'this is it', 'This Is Not How It Should Be'],
        good: ['This is it', 'This Is It', 'this is it', 'THIS IS IT'],
      };
    }
    default:
      return { bad: LONG, good: ['The cat sat. The dog ran.', 'I am. You are.', ...LONG] };
  }
}

function inSentences(texts: readonly string[]): Samples {
  return {
    bad: [
      ...texts,
      ...texts
        .slice(0, 8)
        .flatMap((one) => [`It is ${one} here.`, `${one} x`, `x ${one}`, `${one}\n`, `x${one}`, `${one}x`]),
    ],
    good: [],
  };
}

/** Texts that are hard to read, and long. */
const LONG = [
  'Notwithstanding considerable organisational complexity, interdepartmental communication infrastructures necessitate comprehensive administrative reconsideration, particularly concerning institutional responsibilities and international regulatory accountability.',
  Array(40)
    .fill(
      'Institutional accountability necessitates comprehensive administrative reconsideration of responsibilities',
    )
    .join(', '),
  'Word. '.repeat(400),
];
