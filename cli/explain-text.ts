import type { ExplainedHit, ExplainedRule } from '../utils/rules/explain.ts';
import { type CliText, printable } from './text.ts';

/** So many of a rule's literals are named. */
const NAMED = 5;

/** For people: what became of each rule; those that found nothing are counted, and named where their words stand there. */
export function explanationText(rules: readonly ExplainedRule[], t: CliText): string {
  const lines: string[] = [];
  const count = (fate: ExplainedRule['fate']): number => rules.filter((rule) => rule.fate === fate).length;
  const quiet = rules.filter(
    ({ fate, hits, literals }) => fate === 'run' && hits.length === 0 && !literals?.length,
  );
  for (const { pack, rule, hits, literals, fate } of rules) {
    if (fate !== 'run' || (hits.length === 0 && !literals?.length)) continue;
    const words =
      literals === null ? t('explainAlways') : t('explainLiterals', { literals: listed(literals) });
    lines.push(`  ${pack}/${rule}: ${words}`);
    if (hits.length === 0) lines.push(`    ${t('explainNoMatch')}`);
    for (const hit of hits) lines.push(...hitText(hit, t));
  }
  lines.push(
    `  ${t('explainRest', { quiet: quiet.length, elsewhere: count('elsewhere'), off: count('switched-off') })}`,
  );
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function hitText({ finding, by, silencedBy }: ExplainedHit, t: CliText): string[] {
  const text = finding.text === '' ? t('explainDraft') : `“${finding.text}”`;
  const pattern = by.length === 0 ? [] : [`      ${t('explainPattern', { patterns: listed(by) })}`];
  return silencedBy.length === 0
    ? [`    ${t('explainHit', { text })}`, ...pattern]
    : [
        `    ${t('explainSilenced', { text })}`,
        ...pattern,
        `      ${t('explainException', { patterns: listed(silencedBy) })}`,
      ];
}

function listed(sources: readonly string[]): string {
  const named = sources.slice(0, NAMED).map((source) => `“${source}”`);
  return sources.length > NAMED ? `${named.join(', ')} …` : named.join(', ');
}
