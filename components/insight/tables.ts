/** What is drawn, as tables: the same figures on screen, behind each chart and in the CSV. Pure. */
import type { Insight } from '../../utils/api/routes.ts';
import { csvOf } from '../../utils/insight/csv.ts';
import { FEW } from '../../utils/insight/insight.ts';
import type { InsightTexts } from './texts.ts';

export interface Column {
  readonly title: string;
  /** How a value is shown; CSV has the plain one. */
  readonly show: (value: Cell) => string;
}
export type Cell = string | number | null;

export interface Bar {
  readonly label: string;
  /** Null where there is nothing to draw. */
  readonly value: number | null;
  readonly shown: string;
  /** Of so few cases that it says little. */
  readonly isFew: boolean;
}

export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** How many cases stand behind it, where few of them mean little; null for plain counts. */
  readonly cases: number | null;
  readonly bars: readonly Bar[];
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const HOUR = 3_600_000;
const RULES_SHOWN = 10;

/** Minutes below two hours, hours below two days, days above. @param ms null for none */
export function spanText(t: InsightTexts, ms: number | null): string {
  if (ms === null) return t('none');
  if (ms < 60_000) return t('underMinute');
  const [unit, size] =
    ms < 2 * HOUR
      ? (['minute', 60_000] as const)
      : ms < 48 * HOUR
        ? (['hour', HOUR] as const)
        : (['day', 24 * HOUR] as const);
  return new Intl.NumberFormat(t.locale, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: unit === 'minute' ? 0 : 1,
  }).format(ms / size);
}

const shareText = (t: InsightTexts, of: number, passed: number): string =>
  of === 0
    ? t('none')
    : new Intl.NumberFormat(t.locale, { style: 'percent', maximumFractionDigits: 0 }).format(passed / of);

/** All figures in the order in which they are shown. */
export function figuresOf(t: InsightTexts, insight: Insight): Figure[] {
  const { locale } = t;
  const dates = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const number = new Intl.NumberFormat(locale);
  const plain: Column['show'] = (value) =>
    value === null ? t('none') : typeof value === 'number' ? number.format(value) : value;
  const iso = (week: number): string => new Date(week).toISOString().slice(0, 10);
  const day: Column['show'] = (value) => dates.format(Date.parse(String(value)));
  const span: Column['show'] = (value) => spanText(t, value === null ? null : Number(value) * 1_000);
  const seconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 1_000));
  const week: Column = { title: t('week'), show: day };
  const count = (title: string): Column => ({ title, show: plain });
  const { cycle, waiting, firstPass, findings, overrides, weeks } = insight;
  const known = firstPass.reduce((sum, { of }) => sum + of, 0);
  const passed = firstPass.reduce((sum, one) => sum + one.passed, 0);
  const times = [
    { title: t('median'), show: span },
    { title: t('ninth'), show: span },
  ];
  const hits = new Map<string, number>();
  for (const one of findings) hits.set(one.rule, (hits.get(one.rule) ?? 0) + one.hits);
  const rules = [...hits].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, RULES_SHOWN);
  const hitsIn = (rule: string, at: number): number =>
    findings.find((one) => one.rule === rule && one.week === at)?.hits ?? 0;
  const released = overrides.reduce((sum, one) => sum + one.count, 0);
  return [
    {
      id: 'cycle',
      title: t('cycle'),
      text: t('cycleText', {
        median: spanText(t, cycle.all.median),
        ninth: spanText(t, cycle.all.ninth),
      }),
      cases: cycle.all.of,
      bars: cycle.weeks.map((one) => ({
        label: dates.format(one.week),
        value: one.median,
        shown: spanText(t, one.median),
        isFew: one.of < FEW,
      })),
      columns: [week, count(t('cases')), ...times],
      rows: cycle.weeks.map((one) => [iso(one.week), one.of, seconds(one.median), seconds(one.ninth)]),
    },
    {
      id: 'waiting',
      title: t('waiting'),
      text: t('waitingText'),
      cases: waiting.reduce((sum, { of }) => sum + of, 0),
      bars: waiting.map((one) => ({
        label: one.member.name,
        value: one.median,
        shown: spanText(t, one.median),
        isFew: one.of < FEW,
      })),
      columns: [{ title: t('reviewer'), show: plain }, count(t('cases')), ...times],
      rows: waiting.map((one) => [one.member.name, one.of, seconds(one.median), seconds(one.ninth)]),
    },
    {
      id: 'first-pass',
      title: t('firstPass'),
      text: t('firstPassText', { share: shareText(t, known, passed) }),
      cases: known,
      bars: firstPass.map((one) => ({
        label: dates.format(one.week),
        value: one.of === 0 ? null : one.passed / one.of,
        shown: shareText(t, one.of, one.passed),
        isFew: one.of < FEW,
      })),
      columns: [week, count(t('cases')), count(t('passed'))],
      rows: firstPass.map((one) => [iso(one.week), one.of, one.passed]),
    },
    {
      id: 'findings',
      title: t('findings'),
      text: t('findingsText'),
      cases: null,
      bars: rules.map(([rule, sum]) => ({ label: rule, value: sum, shown: plain(sum), isFew: false })),
      columns: [
        { title: t('rule'), show: plain },
        ...weeks.map((one) => count(dates.format(one))),
        count(t('total')),
      ],
      rows: rules.map(([rule, sum]) => [rule, ...weeks.map((one) => hitsIn(rule, one)), sum]),
    },
    {
      id: 'overrides',
      title: t('overrides'),
      text: t('overridesText', { count: released }),
      cases: null,
      bars: overrides.map((one) => ({
        label: dates.format(one.week),
        value: one.count,
        shown: plain(one.count),
        isFew: false,
      })),
      columns: [week, count(t('count'))],
      rows: overrides.map((one) => [iso(one.week), one.count]),
    },
  ];
}

/** Times are in seconds, weeks as ISO dates. */
export const csvOfFigure = ({ columns, rows }: Figure): string =>
  csvOf(
    columns.map(({ title }) => title),
    rows,
  );
