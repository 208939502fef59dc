import type { ComponentChildren } from 'preact';
import type { FieldChange, PackDifference, RuleChange } from '../../utils/rules/upgrade.ts';
import { isSamePack } from '../../utils/rules/upgrade.ts';
import { useLocale } from '../ui/locale.ts';
import { misfitText } from './change-text.ts';
import { messageOf } from './rows.ts';
import { type RulesTexts, useRulesTexts } from './texts.ts';

/** Entries of a list that are named before the rest is counted. */
const NAMED = 6;
/** A value may be a long pattern or text. */
const LONGEST = 160;

/** What another version of a pack changes, rule by rule. */
export function PackDifferenceView({ difference }: { readonly difference: PackDifference }) {
  const t = useRulesTexts();
  const locale = useLocale();
  const { rules, fields, overrides } = difference;
  const of = <K extends RuleChange['kind']>(kind: K): readonly Extract<RuleChange, { kind: K }>[] =>
    rules.filter((one): one is Extract<RuleChange, { kind: K }> => one.kind === kind);
  return (
    <div class="pack-difference">
      {isSamePack(difference) ? <p>{t('diffNothing')}</p> : null}
      {overrides.length === 0 ? null : (
        <Group title={t('diffOverrides', { count: overrides.length })} isOpen>
          {overrides.map(({ rule, kind, misfits }) => (
            <li key={rule}>
              {t(`override_${kind}`, { rule })}
              {kind === 'misfit' ? (
                <ul>
                  {misfits.map((misfit) => (
                    <li key={`${misfit.at} ${misfit.what}`}>{misfitText(t, misfit)}</li>
                  ))}
                </ul>
              ) : null}
            </li>
          ))}
        </Group>
      )}
      {(['removed', 'added'] as const).map((kind) => {
        const list = of(kind);
        return list.length === 0 ? null : (
          <Group
            key={kind}
            title={t(kind === 'added' ? 'diffAdded' : 'diffRemoved', { count: list.length })}
            isOpen={list.length <= 20}
          >
            {list.map(({ id, rule }) => (
              <li key={id}>
                <code>{id}</code> <span dir="auto">{messageOf(rule, locale)}</span>
              </li>
            ))}
          </Group>
        );
      })}
      {of('changed').length === 0 ? null : (
        <Group title={t('diffChanged', { count: of('changed').length })} isOpen={of('changed').length <= 20}>
          {of('changed').map(({ id, fields: changes }) => (
            <li key={id}>
              <code>{id}</code>
              <Fields changes={changes} />
            </li>
          ))}
        </Group>
      )}
      {fields.length === 0 ? null : (
        <Group title={t('diffPack')} isOpen>
          <li>
            <Fields changes={fields} />
          </li>
        </Group>
      )}
    </div>
  );
}

function Group({
  title,
  isOpen,
  children,
}: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <details open={isOpen}>
      <summary>{title}</summary>
      <ul class="changes">{children}</ul>
    </details>
  );
}

function Fields({ changes }: { readonly changes: readonly FieldChange[] }) {
  const t = useRulesTexts();
  return (
    <ul class="field-changes">
      {changes.flatMap((change) =>
        linesOf(t, change).map((text) => (
          <li key={text} dir="auto">
            {text}
          </li>
        )),
      )}
    </ul>
  );
}

function linesOf(t: RulesTexts, { field, change }: FieldChange): string[] {
  if (change.kind === 'value') {
    const said = (value: string | null): string => (value === null ? t('fieldNothing') : shorten(value));
    return [t('fieldValue', { field, before: said(change.before), after: said(change.after) })];
  }
  const { added, removed } = change;
  if (added.length + removed.length === 0) return [t('fieldOrder', { field })];
  return [
    ...(added.length === 0 ? [] : [t('fieldAdded', { field, items: named(t, added) })]),
    ...(removed.length === 0 ? [] : [t('fieldRemoved', { field, items: named(t, removed) })]),
  ];
}

function named(t: RulesTexts, items: readonly string[]): string {
  const shown = items.slice(0, NAMED).map((one) => `“${shorten(one)}”`);
  const left = items.length - shown.length;
  return [...shown, ...(left > 0 ? [t('andMore', { count: left })] : [])].join(', ');
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
