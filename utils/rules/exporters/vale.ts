/** Rules as Vale's files. What came from Vale goes back as it was written there. */
import { stringify } from 'yaml';
import type { Severity } from '../../lint/finding.ts';
import { isMapping } from '../../mapping.ts';
import { digestOf } from '../importers/digest.ts';
import type { Kept, SourceFile } from '../importers/importer.ts';
import { literalPattern } from '../importers/literal.ts';
import type { Outcome, Reason, ReportLine } from '../importers/report.ts';
import { keysOf } from '../importers/vale-keys.ts';
import { messageToVale } from '../importers/vale-message.ts';
import type { ValeLevel } from '../importers/vale-settings.ts';
import { readYaml } from '../importers/yaml.ts';
import type { Pack, Rule } from '../schema.ts';

export interface Exported {
  readonly files: readonly SourceFile[];
  readonly report: readonly ReportLine[];
}

const LEVEL_OF: Readonly<Record<Severity, ValeLevel>> = {
  note: 'suggestion',
  warn: 'warning',
  review: 'error',
  block: 'error',
};

/** Keys that rules here have and Vale's have not. */
const OWN_KEYS = ['unless', 'where', 'fixes', 'suggest', 'ignorediacritics', 'evasion'];

/**
 * Files of a folder for Vale: a style with a rule a file, the vocabulary, and settings that use them. A rule that was
 * imported and not edited since is the file it was; another is written anew, and the report says what Vale cannot say.
 * @param kept what an import kept aside; it goes back beside the rules
 */
export function exportVale(pack: Pack, kept: readonly Kept[] = []): Exported {
  const report: ReportLine[] = [];
  const files = new Map<string, string>();
  const say = (file: string, what: string, outcome: Outcome, why: Reason | null): void => {
    report.push({ file, line: 1, column: 1, what, outcome, why });
  };
  for (const { file, text } of kept) if (isSafe(file)) files.set(file, text);
  const root = rootOf(pack, kept);
  const style = styleName(pack.pack);
  const written = new Set<string>();
  for (const [file, rules] of byFile(pack.rules)) {
    if (file !== null && rules.every((rule) => isAsImported(rule, rules.length))) {
      files.set(file, rules[0]?.imported?.verbatim ?? '');
      for (const rule of rules) say(file, rule.id, 'taken', null);
      continue;
    }
    for (const rule of rules) {
      const name = `${root}/${style}/${ruleName(rule.id)}.yml`;
      const made = valeRule(rule);
      if ('code' in made) {
        say(name, rule.id, 'refused', made);
        continue;
      }
      const target = file !== null && rules.length === 1 ? file : name;
      files.set(target, stringify(made.value, { lineWidth: 0 }));
      written.add(target);
      const changes = [...made.changes];
      if (file !== null)
        changes.unshift({
          code: 'edited',
          message: 'The rule was edited since it was imported, so it is written anew.',
        });
      const [first] = changes;
      const why =
        first === undefined
          ? null
          : { code: first.code, message: changes.map(({ message }) => message).join(' ') };
      say(target, rule.id, why === null ? 'taken' : 'changed', why);
    }
  }
  const vocabulary = vocabularyFiles(pack, root, style, kept);
  for (const [name, text] of vocabulary) files.set(name, text);
  if (![...files.keys()].some((name) => /(?:^|\/)\.vale\.ini$/.test(name))) {
    const styles = [
      ...new Set(
        [...files.keys()].filter((name) => name.endsWith('.yml')).map((name) => name.split('/').at(-2)),
      ),
    ];
    const lines = [`StylesPath = ${root}`, 'MinAlertLevel = suggestion'];
    if (vocabulary.length > 0) lines.push(`Vocab = ${style}`);
    files.set(
      '.vale.ini',
      `${lines.join('\n')}\n\n[*]\nBasedOnStyles = ${[...(vocabulary.length > 0 ? ['Vale'] : []), ...styles].join(', ')}\n`,
    );
  }
  return { files: [...files].map(([name, text]) => ({ name, text })), report };
}

/** Rules of one file of Vale's stay together; the others are alone. */
function byFile(rules: readonly Rule[]): [file: string | null, rules: Rule[]][] {
  const groups: [string | null, Rule[]][] = [];
  const known = new Map<string, Rule[]>();
  for (const rule of rules) {
    const { from, file, verbatim } = rule.imported ?? {};
    const isVale = from === 'vale' && file !== undefined && verbatim !== undefined && isSafe(file);
    const group = isVale ? known.get(file) : undefined;
    if (group !== undefined) {
      group.push(rule);
      continue;
    }
    const started = [rule];
    if (isVale) known.set(file, started);
    groups.push([isVale ? file : null, started]);
  }
  return groups;
}

/** Whether the rule is what the import made, and all rules that it made of the file are there. */
function isAsImported(rule: Rule, count: number): boolean {
  const [digest, rules = '1'] = rule.imported?.digest?.split('/') ?? [];
  return digest === digestOf(rule) && Number(rules) === count;
}

/** Whether a path stays in the folder it is written to. */
export function isSafe(file: string): boolean {
  return !/^(?:\/|[A-Za-z]:)|\\|\0/.test(file) && !file.split('/').includes('..') && file !== '';
}

/** Folder of the styles: where the imported ones were. */
function rootOf(pack: Pack, kept: readonly Kept[]): string {
  const known = [...pack.rules.flatMap(({ imported }) => (imported?.from === 'vale' ? [imported.file] : []))];
  const file = known.find((name) => isSafe(name) && name.split('/').length > 2);
  if (file !== undefined) return file.split('/').slice(0, -2).join('/');
  const vocabulary = kept.find(({ file: name }) => /\/config\/vocabularies\//.test(name) && isSafe(name));
  return vocabulary?.file.replace(/\/config\/vocabularies\/.*$/, '') ?? 'styles';
}

/** `finance-us` as `FinanceUs`. */
function ruleName(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** `Vale` is a style of Vale's own. */
function styleName(id: string): string {
  const name = ruleName(id);
  return name === 'Vale' ? 'ValeRules' : name;
}

interface Made {
  readonly value: Record<string, unknown>;
  readonly changes: readonly Reason[];
}

/** The rule in Vale's keys, with what is lost on the way; or why there is no such rule. */
function valeRule(rule: Rule): Made | Reason {
  const changes: Reason[] = [];
  const lose = (message: string): void => {
    changes.push({ code: 'not_expressible', message });
  };
  const own: Record<string, unknown> = { ...rule };
  const kind = rule.kind === 'terms' ? 'existence' : rule.kind;
  const keys = keysOf(kind);
  if (keys === null) {
    return { code: 'not_expressible', message: `Vale has nothing like a rule of the kind “${rule.kind}”.` };
  }
  const message = messageToVale(rule.message.en, kind);
  if (message === null) lose('Vale fills its messages in another order, so the message says less.');
  if (rule.message.nb !== undefined) lose('Vale has one language a rule; the Norwegian message is left out.');
  if (rule.severity === 'block')
    lose('Vale cannot tell what blocks from what needs approval; both are errors.');
  const lost = OWN_KEYS.filter((key) => own[key] !== undefined && own[key] !== false);
  if (lost.length > 0) lose(`Vale has no ${lost.map((key) => `“${key}”`).join(', ')}.`);
  const carried = carriedOver(rule);
  const scopes = 'scope' in rule && rule.scope !== undefined ? [rule.scope].flat() : [];
  const isPost = scopes.some((one) => one.includes('post.'));
  if (isPost) lose('Vale knows no parts of a post; the rule looks at all of the text.');
  const value: Record<string, unknown> = {
    extends: kind,
    message: message ?? rule.message.en.replace(/%/g, '%%').replace(/\{\w+\}/g, '…'),
    level: LEVEL_OF[rule.severity],
    ...carried,
    ...(rule.why?.source === undefined ? {} : { link: rule.why.source }),
    ...(rule.why === undefined || carried.description !== undefined ? {} : { description: rule.why.text.en }),
  };
  if (rule.kind === 'terms') {
    value.ignorecase = true;
    value.tokens = rule.terms.map(literalPattern);
  } else {
    for (const key of ['scope', 'action', ...Object.keys(keys)]) {
      if (own[key] !== undefined && !(key === 'scope' && isPost)) value[key] = own[key];
    }
    if (own.vocab === false) value.vocab = false;
    if (rule.kind === 'substitution' && value.action === undefined && rule.imported?.from !== 'vale') {
      value.action = { name: 'replace' };
    }
  }
  return { value, changes };
}

/** Keys of an imported rule that rules here have no place for. */
function carriedOver(rule: Rule): Record<string, unknown> {
  const read = readYaml(rule.imported?.from === 'vale' ? (rule.imported.verbatim ?? '') : '');
  if (!read.ok || !isMapping(read.value)) return {};
  const { value } = read;
  return Object.fromEntries(
    ['scope', 'limit', 'action', 'description', 'link'].flatMap((key) =>
      value[key] === undefined ? [] : [[key, value[key]]],
    ),
  );
}

function vocabularyFiles(pack: Pack, root: string, style: string, kept: readonly Kept[]): [string, string][] {
  if (kept.some(({ file }) => /\/vocabularies\//.test(file))) return [];
  const { accept = [], reject = [] } = pack.vocabulary ?? {};
  const lists = [
    ['accept', accept],
    ['reject', reject],
  ] as const;
  return lists.flatMap(([name, words]): [string, string][] =>
    words.length === 0 ? [] : [[`${root}/config/vocabularies/${style}/${name}.txt`, `${words.join('\n')}\n`]],
  );
}
