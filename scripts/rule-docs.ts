/**
 * Writes what the rule schema itself says into docs: `docs/rule-pack.schema.json` for editors, and the generated section
 * of `docs/rules.md`; with a page for each shipped pack and their digests (`pack-docs.ts`). Run it after a change of the schema, a kind or a pack: `node scripts/run.mjs scripts/rule-docs.ts`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { readShippedPacks } from '../cli/packs.ts';
import { KINDS } from '../utils/rules/kinds/registry.ts';
import { loadPack } from '../utils/rules/load.ts';
import { packSchema, ruleSchema } from '../utils/rules/schema.ts';
import { packPages, provenFile } from './pack-docs.ts';
import { say } from './say.ts';

const ROOT = new URL('../', import.meta.url);
export const SCHEMA_FILE = new URL('docs/rule-pack.schema.json', ROOT);
export const RULES_FILE = new URL('docs/rules.md', ROOT);

const START = '<!-- generated from the schema by scripts/rule-docs.ts: start -->';
const END = '<!-- generated: end -->';

/** JSON Schema of a pack as people write it: what has a default may be left out. */
export function schemaText(): string {
  const schema = z.toJSONSchema(packSchema, { io: 'input', target: 'draft-2020-12' });
  return `${JSON.stringify({ $id: 'rule-pack.schema.json', title: 'Signoff rule pack', ...schema }, null, 2)}\n`;
}

/** `docs/rules.md` with its generated section as it should be now. */
export function rulesText(current: string): string {
  const [before, rest] = current.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`docs/rules.md has lost the markers of its generated section: ${START} … ${END}`);
  }
  return `${before}${START}\n\n${generated()}\n${END}${after}`;
}

export function exampleFile(kind: string): URL {
  return new URL(`tests/fixtures/kinds/${kind}.yml`, ROOT);
}

function generated(): string {
  const kinds = ruleSchema.options.map((option) => ({
    kind: option.shape.kind.value,
    says: option.description ?? '',
    fields: Object.entries(option.shape).filter(([name]) => !COMMON.has(name)),
  }));
  return [
    '## Kinds',
    '',
    '| kind | finds | fields of its own |',
    '|---|---|---|',
    ...kinds.map(
      ({ kind, says, fields }) =>
        `| \`${kind}\` | ${cell(says)} | ${fields.map(([name]) => `\`${name}\``).join(', ')} |`,
    ),
    '',
    ...kinds.flatMap(({ kind, fields }) => [
      `### ${kind}`,
      '',
      ...fields.flatMap(([name, field]) => {
        const says = z.globalRegistry.get(field)?.description ?? field.description;
        return says === undefined ? [] : [`- \`${name}\`: ${says}`];
      }),
      '',
      '```yaml',
      example(kind),
      '```',
      '',
    ]),
    '## Packs that come with Signoff',
    '',
    '| pack | version | what it is about | rules |',
    '|---|---|---|---|',
    ...readShippedPacks().map(
      ({ pack, version, title, rules }) =>
        `| \`${pack}\` | ${version} | ${cell(title.en)} | ${rules.map(({ id, severity }) => `\`${id}\` (${severity})`).join(', ')} |`,
    ),
    '',
  ].join('\n');
}

/** Fields that every rule has, with those that only name the kind. */
const COMMON = new Set(['kind', ...commonFields()]);

function commonFields(): string[] {
  const [first, ...others] = ruleSchema.options;
  return Object.keys(first.shape).filter((name) =>
    others.every((option) => Object.hasOwn(option.shape, name)),
  );
}

/** The worked example of a kind; it is also a test, so it loads. */
function example(kind: string): string {
  const file = exampleFile(kind);
  if (!existsSync(file)) throw new Error(`The kind ${kind} has no worked example: ${file.pathname}`);
  const text = readFileSync(file, 'utf8');
  const loaded = loadPack(text, `${kind}.yml`);
  if (!loaded.ok) throw new Error(`The worked example of ${kind} does not load: ${loaded.errors[0].message}`);
  return text.trimEnd();
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

if (import.meta.main) {
  mkdirSync(new URL('docs/packs/', ROOT), { recursive: true });
  const written = [provenFile(), ...packPages()];
  for (const { file, text } of written) writeFileSync(file, text);
  writeFileSync(SCHEMA_FILE, schemaText());
  writeFileSync(RULES_FILE, rulesText(readFileSync(RULES_FILE, 'utf8')));
  say(
    `Written: docs/rule-pack.schema.json, docs/rules.md (${Object.keys(KINDS).length} kinds), ${written.length - 1} pages in docs/packs.`,
  );
}
