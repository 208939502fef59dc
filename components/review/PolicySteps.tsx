import type { Member, RequestVersion } from '../../utils/api/entities.ts';
import { stepsOf } from '../../utils/policy/steps.ts';
import { type Person, sitsOn, type Who } from '../../utils/policy/who.ts';
import { Icon } from '../composer/Icon.tsx';
import { useReviewTexts } from './texts.ts';

const personOf = ({ id, roles, groups = [] }: Member): Person => ({ member: id, roles, groups });
const NAMES = 5;

/** What the policy demands of this version, who has decided and who still can. */
export function PolicySteps({
  version,
  author,
  members,
}: {
  readonly version: RequestVersion;
  /** Member's id. */
  readonly author: string;
  readonly members: readonly Member[];
}) {
  const t = useReviewTexts();
  const { plan, decisions, editedBy } = version;
  if (plan === undefined || plan.steps.length === 0) return null;
  const steps = stepsOf(
    plan,
    decisions.map(({ member, kind, step, seat }) => ({
      member: member.id,
      kind,
      step: step ?? (plan.steps.length === 1 ? (plan.steps[0]?.id ?? '') : ''),
      seat: seat ?? null,
    })),
  );
  const list = new Intl.ListFormat(t.locale, { type: 'conjunction' });
  const named = (names: readonly string[]): string =>
    names.length <= NAMES
      ? list.format(names)
      : t('stepAndMore', { names: names.slice(0, NAMES).join(', '), count: names.length - NAMES });
  const asked = (who: Who): string => {
    if ('role' in who) return t(who.role === 'admin' ? 'stepAdmins' : 'stepReviewers');
    if ('group' in who) return t('stepGroup', { group: who.group });
    return named(who.members.map((id) => members.find((one) => one.id === id)?.name ?? t('stepUnknown')));
  };
  return (
    <section aria-label={t('steps')}>
      <h3 class="section-title">{t('steps')}</h3>
      <ol class="policy-steps">
        {steps.map(({ step, approvals, state }) => {
          const made = decisions.filter(
            (one) => one.kind === 'approve' && (one.step === step.id || plan.steps.length === 1),
          );
          const missing = members.filter(
            (member) =>
              member.active &&
              member.id !== author &&
              member.id !== editedBy.id &&
              !decisions.some((one) => one.member.id === member.id || one.seat === member.id) &&
              sitsOn(step.who, personOf(member)),
          );
          return (
            <li key={step.id} class={`policy-step ${state}`}>
              <Icon tone={state === 'done' ? 'clear' : state === 'open' ? 'wait' : 'note'} />
              <div>
                <p>
                  <strong>{asked(step.who)}</strong>{' '}
                  <span class="muted">
                    {t('stepProgress', { done: approvals, need: step.need })}
                    {state === 'later' ? ` · ${t('stepLater')}` : null}
                  </span>
                </p>
                {made.length === 0 ? null : (
                  <p>{t('stepMade', { names: named(made.map(({ member }) => member.name)) })}</p>
                )}
                {state === 'done' || missing.length === 0 ? null : (
                  <p class="muted">{t('stepMissing', { names: named(missing.map(({ name }) => name)) })}</p>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
