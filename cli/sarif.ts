import { isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { UiLocale } from '../utils/i18n/locales.ts';
import type { Finding, Severity } from '../utils/lint/finding.ts';
import type { Pack, Rule } from '../utils/rules/schema.ts';
import { type Checked, positionsOf } from './report-text.ts';

const LEVELS = { note: 'note', warn: 'warning', review: 'error', block: 'error' } as const satisfies Record<
  Severity,
  string
>;

/** SARIF 2.1.0 (OASIS, 2020-03-27). Columns are UTF-16 code units, as in our findings. */
export function reportSarif(
  checked: readonly Checked[],
  packs: readonly Pack[],
  options: { readonly version: string; readonly locale: UiLocale },
): string {
  const rules = packs.flatMap((pack) => pack.rules.map((rule) => describe(pack.pack, rule, options.locale)));
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  return `${JSON.stringify(
    {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: { name: 'Signoff', semanticVersion: options.version, language: options.locale, rules },
          },
          columnKind: 'utf16CodeUnits',
          artifacts: checked.map(({ name }) => ({
            location: { uri: uriOf(name) },
            roles: ['analysisTarget'],
          })),
          results: checked.flatMap(({ name, text, result }, artifact) => {
            const place = { location: { uri: uriOf(name), index: artifact }, positions: positionsOf(text) };
            return result.findings.map((finding) => resultOf(finding, place, indexOf));
          }),
        },
      ],
    },
    null,
    2,
  )}\n`;
}

function describe(pack: string, rule: Rule, locale: UiLocale) {
  const why = rule.why?.text[locale] ?? rule.why?.text.en;
  return {
    id: `${pack}/${rule.id}`,
    shortDescription: { text: (rule.message[locale] ?? rule.message.en).replace(/\{\w+\}/g, '…') },
    ...(why === undefined ? {} : { fullDescription: { text: why } }),
    ...(rule.why?.source === undefined ? {} : { helpUri: rule.why.source }),
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: { kind: rule.kind, severity: rule.severity },
  };
}

interface Place {
  readonly location: { readonly uri: string; readonly index: number };
  readonly positions: ReturnType<typeof positionsOf>;
}

function resultOf(finding: Finding, { location, positions }: Place, indexOf: ReadonlyMap<string, number>) {
  const ruleId = `${finding.pack}/${finding.rule}`;
  const region = (start: number, end: number) => {
    const from = positions(start);
    const to = positions(end);
    return {
      startLine: from.line,
      startColumn: from.column,
      endLine: to.line,
      endColumn: to.column,
      charOffset: start,
      charLength: end - start,
    };
  };
  return {
    ruleId,
    ruleIndex: indexOf.get(ruleId) ?? -1,
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [
      { physicalLocation: { artifactLocation: location, region: region(finding.start, finding.end) } },
    ],
    ...(finding.suggestions.length === 0
      ? {}
      : {
          fixes: finding.suggestions.map((suggestion) => ({
            artifactChanges: [
              {
                artifactLocation: location,
                replacements: [
                  {
                    deletedRegion: region(suggestion.start, suggestion.end),
                    insertedContent: { text: suggestion.text },
                  },
                ],
              },
            ],
          })),
        }),
    properties: { severity: finding.severity },
  };
}

/** Files are named as they were given, as URI references; the pipe is `stdin`. */
function uriOf(name: string): string {
  if (name === '-') return 'stdin';
  if (isAbsolute(name)) return pathToFileURL(name).href;
  const path = name.split(sep).map(encodeURIComponent).join('/');
  // A first step with a colon would read as a scheme (RFC 3986, 4.2); encodeURIComponent has covered it.
  return path;
}
