import { type LintResult, SEVERITIES, type Severity, VERDICTS, type Verdict } from '../utils/lint/finding.ts';
import type { Labels } from './labels.ts';

/** How well what was found agrees with what people said. A share is null where there is nothing to divide by. */
export interface Agreement {
  readonly found: number;
  readonly wrongly: number;
  readonly missed: number;
  /** Of what was found, the share that was rightly found. */
  readonly precision: number | null;
  /** Of what was to be found, the share that was. */
  readonly recall: number | null;
}

/** How well the places that were found agree with those that were to be found: both ends have to be the same. */
export interface SpanAgreement extends Agreement {
  /** Harmonic mean of precision and recall; null where one of them is. */
  readonly f1: number | null;
}

export interface RuleTally {
  /** `pack/rule`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly hits: number;
  readonly hitsPer1000: number;
  /** Posts with one hit or more. */
  readonly posts: number;
  readonly postsPer1000: number;
  /** Against `rules`; null when no post has it. */
  readonly labelled: Agreement | null;
  /** Of the posts that are labelled `risky` or not: how many with a hit are risky. Null when there is none. */
  readonly amongRisky: { readonly posts: number; readonly risky: number; readonly precision: number } | null;
  /** Against `spans`, place by place; null when no post names the rule there. */
  readonly spans: SpanAgreement | null;
}

export interface SeverityTally {
  readonly severity: Severity;
  /** Posts whose gravest finding is this or graver. */
  readonly posts: number;
  readonly postsPer1000: number;
  /** Against `risky`; null when no post has it. */
  readonly risky: Agreement | null;
}

export interface Report {
  readonly posts: number;
  readonly unreadable: number;
  readonly labelled: { readonly risky: number; readonly rules: number; readonly spans: number };
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** From the gravest to the lightest. */
  readonly severities: readonly SeverityTally[];
  /** Every rule that is switched on, those with most hits first. */
  readonly rules: readonly RuleTally[];
  /** Rules that labels name and that are not switched on. */
  readonly unknownRules: readonly string[];
}

export interface KnownRule {
  readonly rule: string;
  readonly severity: Severity;
}

class Counts {
  hits = 0;
  posts = 0;
  rightly = 0;
  wrongly = 0;
  missed = 0;
  risky = 0;
  harmless = 0;
}

class SpanCounts {
  rightly = 0;
  wrongly = 0;
  missed = 0;
}

/** Counts findings post by post; its memory grows with the rules, not with the posts. */
export class Tally {
  #posts = 0;
  #unreadable = 0;
  #riskyLabels = 0;
  #ruleLabels = 0;
  #spanLabels = 0;
  readonly #spans = new Map<string, SpanCounts>();
  readonly #verdicts = new Map<Verdict, number>(VERDICTS.map((verdict) => [verdict, 0]));
  readonly #severities = new Map<Severity, Counts>(SEVERITIES.map((severity) => [severity, new Counts()]));
  readonly #rules: Map<string, Counts>;
  readonly #known: readonly KnownRule[];
  readonly #unknown = new Set<string>();

  constructor(known: readonly KnownRule[]) {
    this.#known = known;
    this.#rules = new Map(known.map(({ rule }) => [rule, new Counts()]));
  }

  /** @param labels what people said of the post */
  add({ verdict, findings }: LintResult, labels: Labels): void {
    this.#posts++;
    this.#verdicts.set(verdict, (this.#verdicts.get(verdict) ?? 0) + 1);
    const fired = new Map<string, number>();
    let gravest = -1;
    for (const { pack, rule, severity } of findings) {
      const name = `${pack}/${rule}`;
      fired.set(name, (fired.get(name) ?? 0) + 1);
      gravest = Math.max(gravest, SEVERITIES.indexOf(severity));
    }
    this.#addSeverities(gravest, labels.risky);
    for (const [name, hits] of fired) {
      const counts = this.#rules.get(name);
      if (counts === undefined) continue;
      counts.posts++;
      counts.hits += hits;
      if (labels.risky !== null) counts[labels.risky ? 'risky' : 'harmless']++;
      if (labels.rules !== null) counts[labels.rules.includes(name) ? 'rightly' : 'wrongly']++;
    }
    if (labels.spans !== null) this.#addSpans(findings, labels.spans);
    if (labels.rules === null) return;
    this.#ruleLabels++;
    for (const name of labels.rules) {
      const counts = this.#rules.get(name);
      if (counts === undefined) this.#unknown.add(name);
      else if (!fired.has(name)) counts.missed++;
    }
  }

  /** A line that was no post. */
  addUnreadable(): void {
    this.#unreadable++;
  }

  report(): Report {
    const per1000 = (count: number): number => (this.#posts === 0 ? 0 : (1000 * count) / this.#posts);
    const rules = this.#known.map(({ rule, severity }): RuleTally => {
      const counts = this.#rules.get(rule) ?? new Counts();
      const judged = counts.risky + counts.harmless;
      return {
        rule,
        severity,
        hits: counts.hits,
        hitsPer1000: per1000(counts.hits),
        posts: counts.posts,
        postsPer1000: per1000(counts.posts),
        labelled: this.#ruleLabels === 0 ? null : agreementOf(counts),
        amongRisky:
          judged === 0 ? null : { posts: judged, risky: counts.risky, precision: counts.risky / judged },
        spans: spanAgreementOf(this.#spans.get(rule)),
      };
    });
    return {
      posts: this.#posts,
      unreadable: this.#unreadable,
      labelled: { risky: this.#riskyLabels, rules: this.#ruleLabels, spans: this.#spanLabels },
      verdicts: {
        clear: this.#verdicts.get('clear') ?? 0,
        warned: this.#verdicts.get('warned') ?? 0,
        'needs-approval': this.#verdicts.get('needs-approval') ?? 0,
        blocked: this.#verdicts.get('blocked') ?? 0,
      },
      severities: SEVERITIES.toReversed().map((severity): SeverityTally => {
        const counts = this.#severities.get(severity) ?? new Counts();
        return {
          severity,
          posts: counts.posts,
          postsPer1000: per1000(counts.posts),
          risky: this.#riskyLabels === 0 ? null : agreementOf(counts),
        };
      }),
      rules: rules.sort((a, b) => b.hits - a.hits || (a.rule < b.rule ? -1 : 1)),
      unknownRules: [...this.#unknown].sort(),
    };
  }

  #addSpans(findings: LintResult['findings'], labels: NonNullable<Labels['spans']>): void {
    this.#spanLabels++;
    for (const [name, wanted] of labels) {
      if (!this.#rules.has(name)) this.#unknown.add(name);
      const places = new Set(wanted.map(([start, end]) => `${start}-${end}`));
      const hits = new Set(
        findings
          .filter(({ pack, rule }) => `${pack}/${rule}` === name)
          .map(({ start, end }) => `${start}-${end}`),
      );
      const counts = this.#spans.get(name) ?? new SpanCounts();
      this.#spans.set(name, counts);
      for (const place of hits) counts[places.has(place) ? 'rightly' : 'wrongly']++;
      for (const place of places) if (!hits.has(place)) counts.missed++;
    }
  }

  #addSeverities(gravest: number, risky: boolean | null): void {
    if (risky !== null) this.#riskyLabels++;
    for (const [i, severity] of SEVERITIES.entries()) {
      const counts = this.#severities.get(severity);
      if (counts === undefined) continue;
      const isFound = gravest >= i;
      if (isFound) counts.posts++;
      if (risky === null) continue;
      if (isFound) counts[risky ? 'rightly' : 'wrongly']++;
      else if (risky) counts.missed++;
    }
  }
}

function spanAgreementOf(counts: SpanCounts | undefined): SpanAgreement | null {
  if (counts === undefined) return null;
  const { rightly, wrongly, missed } = counts;
  const all = 2 * rightly + wrongly + missed;
  return { ...agreementOf(counts), f1: all === 0 ? null : (2 * rightly) / all };
}

function agreementOf({ rightly, wrongly, missed }: SpanCounts): Agreement {
  return {
    found: rightly,
    wrongly,
    missed,
    precision: rightly + wrongly === 0 ? null : rightly / (rightly + wrongly),
    recall: rightly + missed === 0 ? null : rightly / (rightly + missed),
  };
}
