/** Topic lists that rest until something happens: pauses with a topic and a time window. Pure. */

import { overridden, overrideOf } from '../../utils/rules/overrides.ts';
import type { Override, Overrides, Pack, Rule } from '../../utils/rules/schema.ts';
import { type Content, replaced } from './conflict.ts';

export interface CrisisTopic {
  /** `pack/rule`. */
  readonly name: string;
  readonly rule: Rule;
  /** Epoch ms when it ends, infinite where it has no end; null while it rests. */
  readonly onUntil: number | null;
}

const DAY = 86_400_000;

/** Pauses with topics that their pack gives a window, in the order of the packs. @param now epoch ms */
export function crisisTopics(packs: readonly Pack[], overrides: Overrides, now: number): CrisisTopic[] {
  return packs.flatMap(({ pack, rules }) =>
    rules.flatMap((rule): CrisisTopic[] => {
      if (rule.kind !== 'pause' || rule.topics === undefined || rule.where?.until === undefined) return [];
      const name = `${pack}/${rule.id}`;
      const running = overridden(rule, overrideOf(overrides, name));
      return [{ name, rule, onUntil: running === null ? null : onUntil(running.where, now) }];
    }),
  );
}

function onUntil(where: Rule['where'], now: number): number | null {
  const from = where?.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(where.from);
  const until = where?.until === undefined ? Number.POSITIVE_INFINITY : endOf(where.until);
  return now >= from && now < until ? until : null;
}

/** A date without a time is the whole day. */
function endOf(until: string): number {
  return Date.parse(until) + (/^\d{4}-\d{2}-\d{2}$/.test(until) ? DAY : 0);
}

/** What is in use, with the topic on for so long. @param now epoch ms */
export function switchedOn(inUse: Content, name: string, now: number, forMs: number): Content {
  const { enabled: _, ...override }: Override = overrideOf(inUse.overrides, name) ?? {};
  const where = {
    ...override.where,
    from: new Date(now).toISOString(),
    until: new Date(now + forMs).toISOString(),
  };
  return { packs: inUse.packs, overrides: replaced(inUse.overrides, name, { ...override, where }) };
}

/** What is in use, with the topic resting as its pack has it. */
export function switchedOff(inUse: Content, name: string): Content {
  const override = overrideOf(inUse.overrides, name) ?? {};
  const { from: _, until: __, ...where } = override.where ?? {};
  return { packs: inUse.packs, overrides: replaced(inUse.overrides, name, { ...override, where }) };
}
