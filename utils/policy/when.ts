/** Whether a policy's rule is about a draft. */
import type { Draft } from '../draft/draft.ts';
import type { Finding } from '../lint/finding.ts';
import type { Policy, When } from './policy.ts';

/** The little of a finding that policies go by. */
export type Found = Pick<Finding, 'rule' | 'pack' | 'severity'>;

export interface Matter {
  readonly draft: Draft;
  readonly findings: readonly Found[];
  /** Epoch ms: when it is to go out, or now. */
  readonly at: number;
}

const nameOf = ({ pack, rule }: Found): string => `${pack}/${rule}`;
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const DAYS = { Mon: 'mon', Tue: 'tue', Wed: 'wed', Thu: 'thu', Fri: 'fri', Sat: 'sat', Sun: 'sun' } as const;
type Day = (typeof DAYS)[keyof typeof DAYS];
const WEEK: readonly Day[] = Object.values(DAYS);

function localTime(at: number, zone: string): { readonly day: Day; readonly minute: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const value = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  const day = DAYS[value('weekday') as keyof typeof DAYS];
  return { day, minute: Number(value('hour')) * 60 + Number(value('minute')) };
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** A window over midnight belongs to the day on which it began. Equal ends are the whole day. */
function isWithin(time: NonNullable<When['time']>, at: number): boolean {
  const { day, minute } = localTime(at, time.zone);
  const from = minutes(time.from);
  const to = minutes(time.to);
  const on = (one: Day): boolean => time.days === undefined || time.days.includes(one);
  if (from < to) return minute >= from && minute < to && on(day);
  const yesterday = WEEK[(WEEK.indexOf(day) + 6) % 7] ?? day;
  return (minute >= from && on(day)) || (minute < to && on(yesterday));
}

function isOfMarket(policy: Policy, market: string, { platform, account }: Draft): boolean {
  const { accounts, platforms } = policy.markets?.[market] ?? {};
  if (accounts === undefined && platforms === undefined) return false;
  return (
    (platforms === undefined || platforms.includes(platform)) &&
    (accounts === undefined || (account !== null && accounts.some((one) => same(one, account))))
  );
}

function hashtagsOf({ parts }: Draft): Set<string> {
  const tags = new Set<string>();
  for (const { text } of parts)
    for (const [, tag = ''] of text.matchAll(/[#＃]([\p{L}\p{M}\p{N}_]+)/gu)) tags.add(tag.toLowerCase());
  return tags;
}

function hasTag(policy: Policy, tag: string, { draft, findings }: Matter): boolean {
  const { rules = [], hashtags = [] } = policy.tags?.[tag] ?? {};
  if (findings.some((finding) => rules.includes(nameOf(finding)))) return true;
  if (hashtags.length === 0) return false;
  const used = hashtagsOf(draft);
  return hashtags.some((one) => used.has(one.toLowerCase()));
}

/** One finding has to be of a severity, a rule and a pack that are named together. */
function hasFinding({ severity, rule, pack }: When, findings: readonly Found[]): boolean {
  if (severity === undefined && rule === undefined && pack === undefined) return true;
  return findings.some(
    (finding) =>
      (severity === undefined || severity.includes(finding.severity)) &&
      (rule === undefined || rule.includes(nameOf(finding))) &&
      (pack === undefined || pack.includes(finding.pack)),
  );
}

export function holds(policy: Policy, when: When, matter: Matter): boolean {
  const { draft, findings, at } = matter;
  const { account } = draft;
  return (
    hasFinding(when, findings) &&
    (when.platform === undefined || when.platform.includes(draft.platform)) &&
    (when.account === undefined || (account !== null && when.account.some((one) => same(one, account)))) &&
    (when.market === undefined || when.market.some((one) => isOfMarket(policy, one, draft))) &&
    (when.tag === undefined || when.tag.some((one) => hasTag(policy, one, matter))) &&
    (when.time === undefined || isWithin(when.time, at))
  );
}
