import type { Report } from './tally.ts';
import { type CliText, printable } from './text.ts';

const SEVERITY_KEYS = { note: 'note', warn: 'warn', review: 'review', block: 'block' } as const;
const NOTHING = '–';

/** The report for people: two tables, a third where places are labelled; numbers to the right; rules without a hit are counted only. */
export function tallyText(report: Report, t: CliText): string {
  const number = new Intl.NumberFormat(t.locale);
  const tenths = new Intl.NumberFormat(t.locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(t.locale, { style: 'percent', maximumFractionDigits: 1 });
  const share = (value: number | null | undefined): string =>
    value === null || value === undefined ? NOTHING : percent.format(value);
  const { posts, unreadable, labelled } = report;
  const isRisky = labelled.risky > 0;
  const isJudged = isRisky || labelled.rules > 0;

  const severities = report.severities.map(({ severity, posts: found, postsPer1000, risky }) => [
    t(SEVERITY_KEYS[severity]),
    number.format(found),
    tenths.format(postsPer1000),
    ...(isRisky ? [share(risky?.precision), share(risky?.recall)] : []),
  ]);
  const fired = report.rules.filter(({ hits, labelled: own }) => hits > 0 || (own?.missed ?? 0) > 0);
  const rules = fired.map(({ rule, severity, hits, hitsPer1000, labelled: own, amongRisky }) => [
    rule,
    t(SEVERITY_KEYS[severity]),
    number.format(hits),
    tenths.format(hitsPer1000),
    ...(isJudged ? [share(own === null ? amongRisky?.precision : own.precision), share(own?.recall)] : []),
  ]);
  const placed = report.rules.filter(({ spans }) => spans !== null);
  const places = placed.map(({ rule, spans }) => [
    rule,
    number.format((spans?.found ?? 0) + (spans?.missed ?? 0)),
    number.format(spans?.wrongly ?? 0),
    share(spans?.precision),
    share(spans?.recall),
    share(spans?.f1),
  ]);
  const quality = [t('reportPrecision'), t('reportRecall')];
  const silent = report.rules.length - fired.length;
  return [
    t('reportPosts', { posts, unreadable }),
    ...(isJudged ? [t('reportLabels', { risky: labelled.risky, rules: labelled.rules })] : []),
    ...(labelled.spans > 0 ? [t('reportSpans', { spans: labelled.spans })] : []),
    '',
    ...table(
      [t('reportSeverity'), t('reportFound'), t('reportPer1000'), ...(isRisky ? quality : [])],
      severities,
      1,
    ),
    '',
    ...(rules.length === 0
      ? []
      : table(
          [
            t('reportRule'),
            t('reportGrade'),
            t('reportHits'),
            t('reportPer1000'),
            ...(isJudged ? quality : []),
          ],
          rules,
          2,
        )),
    ...(places.length === 0
      ? []
      : [
          '',
          ...table(
            [t('reportRule'), t('reportPlaces'), t('reportWrongly'), ...quality, t('reportF1')],
            places,
            1,
          ),
        ]),
    ...(silent === 0 ? [] : [t('reportSilent', { silent })]),
    ...(report.unknownRules.length === 0
      ? []
      : [t('reportUnknown', { rules: report.unknownRules.map(printable).join(', ') })]),
    '',
  ].join('\n');
}

/** @param words how many of the first columns are words, and stand to the left */
function table(head: readonly string[], rows: readonly (readonly string[])[], words: number): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, column) =>
        column < words ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
