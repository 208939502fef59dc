import type { MentionEntity } from '../entities/entity.ts';
import { type Amount, amountHits, entityMatcher, hitOn } from '../entity-matcher.ts';
import { judge, missingNames, type NamesPlan, nameKey } from '../names.ts';
import type { PartView } from '../view.ts';
import type { Hit, Runner } from './matcher.ts';

export interface MentionPlan extends NamesPlan, Amount {
  readonly first: boolean;
}

/** Mentions by name, number and place. */
export const runMention: Runner<MentionPlan> = (plan) => {
  const { isAllowed, isRefused } = judge(plan);
  const named = (one: MentionEntity): Hit => hitOn(one, { detail: { name: one.name } });

  /** The mention that a part begins with, where that may not be. */
  const opening = ({ text, entities }: PartView): Hit[] => {
    const [first] = entities.mentions;
    const opens = first !== undefined && text.slice(0, first.start).trim() === '';
    return opens && !isAllowed(...namesOf(first)) ? [named(first)] : [];
  };

  const looksFurther = plan.first || plan.max !== null || plan.min !== null || plan.require.length > 0;
  return entityMatcher({
    literals: ['@', '＠'],
    local: (_, { mentions }) => mentions.filter((one) => isRefused(...namesOf(one))).map(named),
    whole: looksFurther
      ? (part, { draft, parts }) => [
          ...amountHits(part.entities.mentions, plan),
          ...(plan.first && part.index === 0 && draft.replyTo === null ? opening(part) : []),
          ...(part.index === 0
            ? missingNames(
                plan.require,
                parts.flatMap(({ entities }) => entities.mentions.flatMap(namesOf)),
              )
            : []),
        ]
      : null,
  });
};

/** As X reads a name and as others do; platforms do not tell which is meant, so either may be listed. */
function namesOf({ name, handle }: MentionEntity): string[] {
  return [nameKey(handle), nameKey(name)];
}
