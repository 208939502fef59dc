/**
 * One page for each pack that comes with Signoff (`docs/packs/<id>.md`), their index, and the digests by which the text of
 * a shipped pack is known (`assets/packs/proven.json`). `scripts/rule-docs.ts` writes them all.
 */
import { readPackSource } from '../cli/packs.ts';
import { draftOf } from '../utils/draft/draft.ts';
import type { Severity } from '../utils/lint/finding.ts';
import { shorten } from '../utils/lint/shorten.ts';
import { compile } from '../utils/rules/compile.ts';
import { textOfExample } from '../utils/rules/example.ts';
import { loadPack } from '../utils/rules/load.ts';
import { packDigest } from '../utils/rules/proven.ts';
import type { Example, Pack, Rule } from '../utils/rules/schema.ts';
import { packFile, SHIPPED_PACKS, type ShippedPackId, STARTER_PACKS } from '../utils/rules/starter.ts';

const ROOT = new URL('../', import.meta.url);
const PAGES = new URL('docs/packs/', ROOT);

/** A file that this script writes, and what has to stand in it. */
export interface WrittenFile {
  readonly file: URL;
  readonly text: string;
}

const SAYS: Record<Severity, string> = {
  note: 'note: shown, holds nothing',
  warn: 'warn: shown and counted, may go out',
  review: 'review: needs approval',
  block: 'block: may not go out',
};

const STATUS: Record<string, string> = {
  'in-force': 'in force',
  pending: 'a change is pending',
  rescinded: 'rescinded',
  'unverified-source': '**unverified source**: the primary text was not read for this rule',
};

/** So much of an example is shown. */
const HEAD = 300;

/**
 * All pages with the index, as they should be now.
 * @throws Error when a shipped pack does not load or one of its examples fails
 */
export function packPages(): WrittenFile[] {
  const packs = SHIPPED_PACKS.map((id) => ({ id, pack: checked(id) }));
  return [
    { file: new URL('README.md', PAGES), text: indexPage(packs.map(({ pack }) => pack)) },
    ...packs.map(({ id, pack }) => ({ file: new URL(`${id}.md`, PAGES), text: packPage(id, pack) })),
  ];
}

/** @throws Error as {@link packPages} does: a pack that is not whole is never called proven */
export function provenFile(): WrittenFile {
  const digests = SHIPPED_PACKS.map((id) => {
    checked(id);
    return [packFile(id), packDigest(readPackSource(id))] as const;
  });
  const text = `${JSON.stringify(Object.fromEntries(digests), null, 2)}\n`;
  return { file: new URL('assets/packs/proven.json', ROOT), text };
}

const known = new Map<ShippedPackId, Pack>();

function checked(id: ShippedPackId): Pack {
  const before = known.get(id);
  if (before !== undefined) return before;
  const loaded = loadPack(readPackSource(id), packFile(id), { checksShipped: true });
  if (!loaded.ok) {
    const [{ file, line, column, message }] = loaded.errors;
    throw new Error(`${file}:${line}:${column}: ${message}`);
  }
  known.set(id, loaded.pack);
  return loaded.pack;
}

function indexPage(packs: readonly Pack[]): string {
  const starters: readonly string[] = STARTER_PACKS;
  return page([
    '# The packs that come with Signoff',
    '',
    'Generated from `assets/packs/` by `scripts/rule-docs.ts`. None of this is legal advice: every rule names its source,',
    'when that was looked at and in what state it is, and a team can change each severity or switch a rule off.',
    '',
    '| pack | about | rules | block | review | warn | note | a new team has it |',
    '|---|---|---|---|---|---|---|---|',
    ...packs.map(({ pack, title, rules }) => {
      const count = (severity: Severity): number => rules.filter((rule) => rule.severity === severity).length;
      const cells = [count('block'), count('review'), count('warn'), count('note')];
      return `| [${pack}](${pack}.md) | ${title.en} | ${rules.length} | ${cells.join(' | ')} | ${starters.includes(pack) ? 'yes' : 'no'} |`;
    }),
    '',
    '## What the author can declare',
    '',
    'Some rules hold only for posts of a sort that no word shows. The author says so in the composer’s panel in one press, for',
    'that post; the declaration is part of the check there and in the store. The command line takes `--context NAME`.',
    '',
    '| declared | rules that wait for it |',
    '|---|---|',
    ...declarations(packs).map(([name, rules]) => `| \`${name}\` | ${rules.join(', ')} |`),
    '',
  ]);
}

function declarations(packs: readonly Pack[]): [string, string[]][] {
  const byName = new Map<string, string[]>();
  for (const { pack, rules } of packs)
    for (const rule of rules)
      for (const name of contextsOf(rule)) {
        const waiting = byName.get(name) ?? [];
        byName.set(name, [...waiting, `[${rule.id}](${pack}.md#${rule.id})`]);
      }
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1));
}

function contextsOf(rule: Rule): string[] {
  if (rule.kind === 'pause') return [];
  return [
    ...new Set([...(rule.where?.tags ?? []), ...(rule.kind === 'disclosure' ? (rule.if.context ?? []) : [])]),
  ];
}

function packPage(id: ShippedPackId, pack: Pack): string {
  return page([
    `# ${pack.title.en}`,
    '',
    `Pack \`${pack.pack}\` ${pack.version}. Generated from \`assets/packs/${packFile(id)}\`; [all packs](README.md).`,
    '',
    introduction(readPackSource(id)),
    '',
    '| rule | severity | what it says |',
    '|---|---|---|',
    ...pack.rules.map(
      (rule) => `| [${rule.id}](#${rule.id}) | ${rule.severity} | ${cell(rule.message.en)} |`,
    ),
    '',
    ...pack.rules.flatMap(ruleSection),
  ]);
}

/** What the pack's file says of itself above its first key. */
function introduction(source: string): string {
  const lines = source.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^#\s?/, ''))
    .join('\n');
}

function ruleSection(rule: Rule): string[] {
  const { why } = rule;
  const fires = exampleLines(rule, 'bad');
  const silent = exampleLines(rule, 'good');
  return [
    `## ${rule.id}`,
    '',
    `- Says: ${rule.message.en}`,
    ...(rule.message.nb === undefined ? [] : [`- In Norwegian: ${rule.message.nb}`]),
    `- Severity: ${SAYS[rule.severity]}`,
    `- Kind: [${rule.kind}](../rules.md#${rule.kind})`,
    ...conditions(rule).map((condition) => `- ${condition}`),
    ...(why === undefined ? [] : [`- Why: ${why.text.en}`, `- Source: ${sourceOf(why)}`]),
    ...offers(rule),
    '',
    'Fires:',
    '',
    ...fires,
    '',
    'Stays silent:',
    '',
    ...silent,
    '',
  ];
}

function sourceOf({ source, section, checked: on, status }: NonNullable<Rule['why']>): string {
  const name = section ?? source ?? 'none';
  const linked =
    source === undefined ? name : `[${name.replaceAll('[', '\\[').replaceAll(']', '\\]')}](<${source}>)`;
  return [
    linked,
    ...(on === undefined ? [] : [`looked at on ${on}`]),
    ...(status === undefined ? [] : [STATUS[status] ?? status]),
  ].join('; ');
}

/** What switches the rule on, beside the words of the post. */
function conditions(rule: Rule): string[] {
  const { platforms, accounts, languages, markets, tags, from, until } = rule.where ?? {};
  const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
  const said = [
    ...(tags === undefined
      ? []
      : [
          rule.kind === 'pause'
            ? `Only while the team has set ${list(tags)}`
            : `Only when declared: ${list(tags)}`,
        ]),
    ...(languages === undefined ? [] : [`Only in drafts in ${list(languages)}`]),
    ...(markets === undefined ? [] : [`Only for the markets ${list(markets)}`]),
    ...(platforms === undefined ? [] : [`Only on ${list(platforms)}`]),
    ...(accounts === undefined ? [] : [`Only for the accounts ${list(accounts)}`]),
    ...(from === undefined ? [] : [`From ${from}`]),
    ...(until === undefined ? [] : [`Until ${until}`]),
  ];
  if (rule.kind !== 'disclosure') return said;
  const triggers = [
    ...(rule.if.context === undefined ? [] : [`the author declared ${list(rule.if.context)}`]),
    ...(rule.if.tokens === undefined ? [] : ['the post says what calls for it']),
    ...(rule.if.rules === undefined ? [] : [`one of ${list(rule.if.rules)} found something`]),
  ];
  const places = {
    text: 'anywhere in the post or thread',
    fold: 'before the platform’s “more”',
    'first-part': 'in the first post of the thread',
    'same-part': 'in the same post of the thread',
  };
  return [
    ...said,
    `Asks when ${triggers.join(', or ')}; the words it asks for have to stand ${places[rule.then.within ?? 'text']}${rule.then.hashtags === 'ignored' ? ', and not in a row of hashtags' : ''}`,
  ];
}

function offers(rule: Rule): string[] {
  const texts = [
    ...(rule.suggest ?? []),
    ...(rule.kind === 'disclosure' ? (rule.then.add ?? []) : []),
  ].filter((text) => text !== '');
  return texts.length === 0 ? [] : [`- Offers: ${texts.map((text) => `“${text.trim()}”`).join(', ')}`];
}

/** The first example that is told by its words alone, else the first. */
function exampleLines(rule: Rule, of: 'bad' | 'good'): string[] {
  const all = rule.examples[of];
  const example = all.find((one) => textOfExample(one).length <= HEAD) ?? all[0];
  if (example === undefined) return ['(none)'];
  const known = knownOf(rule, example);
  const text =
    of === 'bad' && rule.kind === 'terms' ? masked(rule, textOfExample(example)) : textOfExample(example);
  return [
    ...(known.length === 0 ? [] : [`(${known.join('; ')})`, '']),
    '```text',
    shorten(text, HEAD, 40).replaceAll('```', 'ʼʼʼ'),
    '```',
  ];
}

function knownOf(rule: Rule, example: Example): string[] {
  const { context, platform, media, reply } =
    typeof example === 'string'
      ? { context: undefined, platform: undefined, media: undefined, reply: undefined }
      : example;
  const declared = context ?? rule.where?.tags?.slice(0, 1) ?? [];
  return [
    ...(declared.length === 0 ? [] : [`declared: ${declared.join(', ')}`]),
    ...(platform === undefined ? [] : [`on ${platform}`]),
    ...(media ?? []).map(({ kind, alt }) => `${kind}, alt text ${alt === null ? 'missing' : `“${alt}”`}`),
    ...(reply === true ? ['a reply'] : []),
  ];
}

/** The words of a word list are not printed here: each is its first letter and dots. */
function masked(rule: Rule, text: string): string {
  const pack = { pack: 'shown', version: '1.0.0', title: { en: 'Shown' }, rules: [rule] };
  const linter = compile({ packs: [pack], overrides: {} }, { locale: 'en', now: 0 });
  const language = rule.where?.languages?.[0];
  const { findings } = linter.lint(draftOf(text, 'x'), language === undefined ? {} : { language });
  let shown = '';
  let from = 0;
  for (const { start, end } of findings) {
    shown += `${text.slice(from, start + 1)}${'•'.repeat(Math.max(1, end - start - 1))}`;
    from = end;
  }
  return shown + text.slice(from);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** One blank line at the end, and nowhere two. */
function page(lines: readonly string[]): string {
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}
