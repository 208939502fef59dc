/** prh's rules (github.com/prh/prh): what to write, what people write instead, and specs that must come true. */
import type { Severity } from '../../lint/finding.ts';
import { shorten } from '../../lint/shorten.ts';
import { isMapping, type Mapping } from '../../mapping.ts';
import type { Rule } from '../schema.ts';
import type { Importer, Kept, SourceFile } from './importer.ts';
import { literalPattern } from './literal.ts';
import { Ids } from './names.ts';
import type { Outcome, Place, Reason, ReportLine } from './report.ts';
import { finish } from './result.ts';
import { samplesOf } from './sample.ts';
import { examplesOf, trialOf, tryRule } from './trial.ts';
import { readYaml } from './yaml.ts';

const LEVELS = { rule: 'warn' } as const satisfies Record<string, Severity>;

/** Keys of a rule; what is not among them is not prh's. */
const RULE_KEYS = ['expected', 'pattern', 'patterns', 'options', 'specs', 'prh', 'regexpMustEmpty'];
const FILE_KEYS: Readonly<Record<string, string>> = {
  targets: 'Which parts of a file are checked says nothing about posts.',
  meta: 'What is said about the file is no rule.',
};

export const prh: Importer = {
  format: 'prh',
  levels: LEVELS,
  reads: (name) => /\.ya?ml$/i.test(name),
  import(files, options) {
    const rules: Rule[] = [];
    const kept: Kept[] = [];
    const report: ReportLine[] = [];
    const ids = new Ids();
    const severity = options.severity?.rule ?? LEVELS.rule;
    for (const file of files) {
      const read = readYaml(file.text);
      const say = (place: Place, what: string, outcome: Outcome, why: Reason | null): void => {
        report.push({ file: file.name, ...place, what, outcome, why });
      };
      if (!read.ok) {
        say(read.place, file.name, 'refused', read.why);
        continue;
      }
      const { value } = read;
      if (!isMapping(value) || !(Array.isArray(value.rules) || value.imports !== undefined)) {
        const message = 'This is no file of prh’s: it has neither `rules` nor `imports`.';
        say(read.place([]), file.name, 'refused', { code: 'not_a_rule', message });
        continue;
      }
      for (const [key, held] of Object.entries(value)) {
        const place = read.place([key], true);
        if (key === 'rules') {
          if (!Array.isArray(held))
            say(place, key, 'refused', { code: 'bad_value', message: '`rules` is no list.' });
        } else if (key === 'version') {
          const message = `There is no version ${JSON.stringify(held)} of prh’s format, only 1.`;
          say(
            place,
            `version: ${String(held)}`,
            held === 1 ? 'taken' : 'refused',
            held === 1 ? null : { code: 'bad_value', message },
          );
        } else if (key === 'imports') {
          sayImports(held, files, (index, what, outcome, why) =>
            say(read.place(index === null ? [key] : [key, index]), what, outcome, why),
          );
        } else {
          kept.push({ file: file.name, what: key, text: JSON.stringify(held) ?? '' });
          const message = FILE_KEYS[key] ?? 'prh has no such key.';
          say(place, key, 'kept', {
            code: Object.hasOwn(FILE_KEYS, key) ? 'setting' : 'unknown_key',
            message,
          });
        }
      }
      const list: readonly unknown[] = Array.isArray(value.rules) ? value.rules : [];
      list.forEach((raw, i) => {
        const made = ruleOf(raw, file, severity, ids);
        const place = read.place(['rules', i]);
        if ('rule' in made) {
          rules.push(made.rule);
          say(place, made.what, made.why === null ? 'taken' : 'changed', made.why);
        } else {
          say(place, made.what, 'refused', made.why);
        }
      });
    }
    return finish({ files, options, rules, kept, report });
  },
};

/** Files that are brought along count as read; the others have to be named too. */
function sayImports(
  held: unknown,
  files: readonly SourceFile[],
  say: (index: number | null, what: string, outcome: Outcome, why: Reason | null) => void,
): void {
  const imports: readonly unknown[] = Array.isArray(held) ? held : [held];
  imports.forEach((one, i) => {
    const path = isMapping(one) ? one.path : one;
    const index = Array.isArray(held) ? i : null;
    if (typeof path !== 'string') {
      say(index, 'imports', 'refused', { code: 'bad_value', message: 'Each of `imports` names a file.' });
      return;
    }
    const base = path.replace(/^.*\//, '');
    const isThere = files.some(({ name }) => name === base || name.endsWith(`/${base}`));
    if (isMapping(one) && (one.ignoreRules !== undefined || one.disableImports !== undefined)) {
      const message = 'Rules of the other file that are left out here are not left out by this import.';
      say(index, path, 'refused', { code: 'not_understood', message });
    } else if (isThere) {
      say(index, path, 'taken', null);
    } else {
      say(index, path, 'refused', { code: 'other_file', message: `${path} is another file. Name it too.` });
    }
  });
}

type Made =
  | { readonly rule: Rule; readonly what: string; readonly why: Reason | null }
  | { readonly what: string; readonly why: Reason };

function ruleOf(raw: unknown, file: SourceFile, severity: Severity, ids: Ids): Made {
  const source: Mapping = typeof raw === 'string' ? { expected: raw } : isMapping(raw) ? raw : {};
  const { expected, specs = [], options = {}, prh: note } = source;
  const what = typeof expected === 'string' && expected.trim() !== '' ? shorten(expected, 100) : 'rule';
  const no = (code: Reason['code'], message: string): Made => ({ what, why: { code, message } });
  if (typeof expected !== 'string' || expected === '')
    return no('bad_value', 'A rule says what is `expected`.');
  const unknown = Object.keys(source).find((key) => !RULE_KEYS.includes(key));
  if (unknown !== undefined) return no('unknown_key', `A rule of prh’s has no “${unknown}”.`);
  if (expected.includes('|')) {
    return no(
      'not_expressible',
      '“|” parts choices in a value here, so this cannot be one text. Write it as a rule of its own.',
    );
  }
  if (source.regexpMustEmpty !== undefined) {
    return no(
      'not_expressible',
      'That a group must be empty cannot be asked for here. Write the words that are meant as `exceptions`.',
    );
  }
  if (!isMapping(options) || !Array.isArray(specs))
    return no('bad_value', '`options` or `specs` is malformed.');
  const patterns = patternsOf(source.pattern ?? source.patterns, expected, options.wordBoundary === true);
  if ('code' in patterns) return { what, why: patterns };

  const draft = {
    id: 'rule',
    severity,
    message: { en: typeof note === 'string' && note.trim() !== '' ? note.trim() : 'Write “{expected}”.' },
    kind: 'substitution',
    swap: Object.fromEntries(patterns.sources.map((one) => [one, expected])),
    ignorecase: patterns.ignorecase,
    nonword: true,
    imported: { from: 'prh', file: file.name, verbatim: `${JSON.stringify(raw, null, 2)}\n` },
  };
  const pairs: { from: string; to: string }[] = [];
  for (const spec of specs as readonly unknown[]) {
    if (!isMapping(spec) || typeof spec.from !== 'string' || typeof spec.to !== 'string') {
      return no('bad_value', 'A spec has a text `from` and a text `to`.');
    }
    pairs.push({ from: spec.from, to: spec.to });
  }
  const bad = [
    ...pairs.filter(({ from, to }) => from !== to).map(({ from }) => from),
    ...patterns.samples.flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()]),
  ];
  const good = [...pairs.filter(({ from, to }) => from === to).map(({ from }) => from), expected];
  const examples = examplesOf(draft, bad, good);
  const tried = tryRule({ ...draft, examples });
  if (!tried.ok) return no(tried.problem.code, tried.problem.message);
  if (examples.bad.length === 0) {
    return no('never_matches', 'No text was found that this would change, so it would do nothing.');
  }
  const trial = trialOf(tried.rule);
  for (const { from, to } of pairs) {
    const got = trial === null ? from : mended(from, trial(from));
    if (got !== to) {
      return no(
        'spec_failed',
        `The spec does not come true: “${shorten(from)}” should become “${shorten(to)}” and becomes “${shorten(got)}”.`,
      );
    }
  }
  return { rule: { ...tried.rule, id: ids.take(expected, 'rule') }, what, why: null };
}

/** The text with the first suggestion of every finding put in. */
function mended(text: string, findings: ReturnType<NonNullable<ReturnType<typeof trialOf>>>): string {
  let result = text;
  for (const { suggestions } of findings.toReversed()) {
    const [first] = suggestions;
    if (first !== undefined) result = result.slice(0, first.start) + first.text + result.slice(first.end);
  }
  return result;
}

interface Patterns {
  readonly sources: readonly string[];
  readonly samples: readonly string[];
  readonly ignorecase: boolean;
}

/** As prh reads them: a text is itself, `/…/i` a pattern; without any, every width and case of what is expected. */
function patternsOf(given: unknown, expected: string, isWord: boolean): Patterns | Reason {
  const word = (source: string): string => (isWord ? `\\b${source}\\b` : source);
  if (given === undefined || given === null) {
    return { sources: [word(anyWidth(expected))], samples: [expected], ignorecase: false };
  }
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  const sources: string[] = [];
  const samples: string[] = [];
  const cases = new Set<boolean>();
  for (const one of list) {
    if (typeof one !== 'string' || one === '') return { code: 'bad_value', message: 'A pattern is a text.' };
    const regex = /^\/(.*)\/([gimyu]*)$/s.exec(one);
    if (regex === null) {
      sources.push(word(literalPattern(one)));
      samples.push(one);
      cases.add(false);
    } else {
      const source = (regex[1] ?? '').replaceAll('\\/', '/');
      sources.push(source);
      samples.push(...samplesOf(source));
      cases.add(regex[2]?.includes('i') === true);
    }
  }
  if (cases.size > 1) {
    return {
      code: 'not_expressible',
      message: 'Of its patterns some mind case and some do not. Make two rules of it.',
    };
  }
  return { sources, samples, ignorecase: cases.has(true) };
}

/** `Cookie` as `[CcＣｃ][OoＯｏ]…`. */
function anyWidth(text: string): string {
  return [...text]
    .map((sign) => {
      if (!/[0-9A-Za-z]/.test(sign)) return literalPattern(sign);
      const forms = new Set([sign.toUpperCase(), sign.toLowerCase()]);
      const wide = [...forms].map((one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0));
      return `[${[...forms, ...wide].join('')}]`;
    })
    .join('');
}
