import { SEVERITIES, type Severity } from '../lint/finding.ts';
import type { Rule } from './schema.ts';

/** The severities that a rule may be given. A learned opinion stops nothing on its own: it notes or asks for review. */
export function severitiesOf({ kind }: Pick<Rule, 'kind'>): readonly Severity[] {
  return kind === 'tone' ? ['note', 'review'] : SEVERITIES;
}

/** The severity that a team wants of a rule, or the rule's own where the rule may not have it. */
export function severityOf(rule: Rule, wanted: Severity | undefined): Severity {
  return wanted !== undefined && severitiesOf(rule).includes(wanted) ? wanted : rule.severity;
}
