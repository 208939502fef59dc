/** A policy as people say it. Pure: names and language come from the caller. */
import type { Member } from '../../utils/api/entities.ts';
import type { Groups } from '../../utils/api/routes.ts';
import type { PolicyChange } from '../../utils/policy/merge.ts';
import { type Policy, type PolicyRule, WEEKDAYS, type When } from '../../utils/policy/policy.ts';
import type { Who } from '../../utils/policy/who.ts';
import { type CommonTexts, platformName, SEVERITY_KEY } from '../ui/texts.ts';
import type { PolicyTexts } from './texts.ts';

export interface Speech {
  readonly t: PolicyTexts;
  readonly common: CommonTexts;
  readonly members: readonly Member[];
  readonly groups: Groups['groups'];
}

const any = (locale: string, names: readonly string[]): string =>
  new Intl.ListFormat(locale, { type: 'disjunction' }).format(names);

const listed = (locale: string, names: readonly string[]): string =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);

export const nameOf = (members: readonly Member[], id: string): string =>
  members.find((one) => one.id === id)?.name ?? id.slice(0, 8);

export const namesText = ({ t, members }: Speech, ids: readonly string[]): string =>
  listed(
    t.locale,
    ids.map((id) => nameOf(members, id)),
  );

export function whoText({ t, members, groups }: Speech, who: Who): string {
  if ('role' in who) return t(who.role === 'admin' ? 'whoAdmin' : 'whoReviewer');
  if ('group' in who)
    return t('whoGroup', { name: groups.find(({ id }) => id === who.group)?.title ?? who.group });
  return listed(
    t.locale,
    who.members.map((id) => nameOf(members, id)),
  );
}

/** Weekdays as the language writes them. 5 January 2026 was a Monday. */
function daysText(locale: string, days: readonly (typeof WEEKDAYS)[number][]): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return listed(
    locale,
    days.map((day) => format.format(Date.UTC(2026, 0, 5 + WEEKDAYS.indexOf(day)))),
  );
}

/** What must hold, one sentence part each; all of them together. */
export function whenTexts({ t, common }: Speech, when: When): string[] {
  const { locale } = t;
  const names = (values: readonly string[]): { names: string } => ({ names: any(locale, values) });
  return [
    when.always === true ? t('whenAlways') : null,
    when.severity === undefined
      ? null
      : t('whenSeverity', names(when.severity.map((one) => common(SEVERITY_KEY[one])))),
    when.rule === undefined ? null : t('whenRule', names(when.rule)),
    when.pack === undefined ? null : t('whenPack', names(when.pack)),
    when.platform === undefined
      ? null
      : t('whenPlatform', names(when.platform.map((one) => platformName(common, one)))),
    when.account === undefined ? null : t('whenAccount', names(when.account)),
    when.market === undefined ? null : t('whenMarket', names(when.market)),
    when.tag === undefined ? null : t('whenTag', names(when.tag)),
    when.time === undefined
      ? null
      : t(when.time.days === undefined ? 'whenTime' : 'whenTimeDays', {
          from: when.time.from,
          to: when.time.to,
          zone: when.time.zone,
          days: daysText(locale, when.time.days ?? []),
        }),
  ].filter((one) => one !== null);
}

/** What holds beside the rules. */
export function everywhereTexts(speech: Speech, policy: Policy): string[] {
  const { t } = speech;
  const { late, overrides, dismissals, trusted } = policy;
  return [
    t('clearance', { count: policy.clearanceHours }),
    t('request', { count: policy.requestHours }),
    policy.oneUse === true ? t('oneUse') : null,
    t(policy.editsVoid === 'changed-content' ? 'editsSame' : 'editsAll'),
    late?.remindAfterHours === undefined
      ? null
      : t('remind', {
          hours: listed(
            t.locale,
            late.remindAfterHours.map((one) => new Intl.NumberFormat(t.locale).format(one)),
          ),
        }),
    late?.escalateAfterHours === undefined || late.escalateTo === undefined
      ? null
      : t('escalate', { count: late.escalateAfterHours, who: whoText(speech, late.escalateTo) }),
    overrides === undefined
      ? t('overridesNone')
      : t('overrides', { who: whoText(speech, overrides.who), count: overrides.reasonLength }),
    dismissals === undefined
      ? null
      : t(dismissals.severities.includes('warn') ? 'dismissals' : 'dismissNotes', {
          count: dismissals.reasonLength,
        }),
    trusted === undefined ? null : t('trusted', { who: whoText(speech, trusted.who) }),
    policy.offlineMinutes === undefined ? null : t('offline', { count: policy.offlineMinutes }),
  ].filter((one) => one !== null);
}

export interface DrawnStep {
  readonly key: string;
  readonly text: string;
}

/** A rule's steps by stage: those of one stage run side by side. */
export function stagesOf(
  speech: Speech,
  { steps, order }: Pick<PolicyRule, 'steps' | 'order'>,
): DrawnStep[][] {
  const drawn = steps.map(({ who, need }, at) => ({
    key: String(at),
    text: speech.t('stepNeed', { count: need, who: whoText(speech, who) }),
  }));
  return order === 'in-order' ? drawn.map((one) => [one]) : [drawn];
}

/** Groups and people that the policy names and the team does not have. */
export function unknownTexts({ t, members, groups }: Speech, policy: Policy): string[] {
  const all: Who[] = [
    ...(policy.rules ?? []).flatMap(({ steps }) => steps.map(({ who }) => who)),
    ...[policy.late?.escalateTo, policy.overrides?.who, policy.trusted?.who].filter(
      (one) => one !== undefined,
    ),
  ];
  const texts = all.flatMap((who): string[] => {
    if ('group' in who)
      return groups.some(({ id }) => id === who.group) ? [] : [t('groupUnknown', { name: who.group })];
    if ('members' in who)
      return who.members.every((id) => members.some((one) => one.id === id && one.active))
        ? []
        : [t('memberUnknown')];
    return [];
  });
  return [...new Set(texts)];
}

const CHANGE_KEY = { added: 'changeAdded', removed: 'changeRemoved', changed: 'changeChanged' } as const;

export function changeText(t: PolicyTexts, { part, entry, kind }: PolicyChange): string {
  return t(CHANGE_KEY[kind], { what: entry === null ? part : `${part}: ${entry}` });
}
