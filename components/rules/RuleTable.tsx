import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Severity } from '../../utils/lint/finding.ts';
import type { Overrides } from '../../utils/rules/schema.ts';
import { severitiesOf } from '../../utils/rules/severity.ts';
import { useOptionsTexts } from '../team/texts.ts';
import { Button } from '../ui/Button.tsx';
import { useLocale } from '../ui/locale.ts';
import type { Remote } from '../ui/resource.ts';
import { SeverityBadge } from '../ui/SeverityBadge.tsx';
import { SourceLink } from '../ui/SourceLink.tsx';
import { Empty } from '../ui/Status.tsx';
import { SEVERITY_KEY, useCommonTexts } from '../ui/texts.ts';
import { withOverride } from './conflict.ts';
import { ExampleRuns } from './ExampleRuns.tsx';
import { RuleDetail } from './RuleDetail.tsx';
import type { Figures } from './remote.ts';
import {
  isNoisy,
  messageOf,
  orderRows,
  ROW_ORDERS,
  type RowOrder,
  type RuleRow,
  searchRows,
} from './rows.ts';
import { useRulesTexts } from './texts.ts';
import type { Workbench } from './workbench.ts';

const SHOWN = 100;
const ORDER_KEY = { pack: 'orderPack', hits: 'orderHits', dismissed: 'orderDismissed' } as const;

/** What an admin does with the rules of the list. */
export interface RuleEditing {
  readonly bench: Workbench;
  readonly figures: Remote<Figures>;
  readonly onShowText: (file: string, rule: string) => void;
}

/** All rules in use: what each says, finds, and how grave it is; an admin changes them here without touching the pack. */
export function RuleTable({
  rows,
  overrides,
  editing,
}: {
  readonly rows: readonly RuleRow[];
  readonly overrides: Overrides;
  /** Null for who may only read. */
  readonly editing: RuleEditing | null;
}) {
  const t = useOptionsTexts();
  const own = useRulesTexts();
  const locale = useLocale();
  const query = useSignal('');
  const pack = useSignal('');
  const order = useSignal<RowOrder>('pack');
  const limit = useSignal(SHOWN);
  const packs = [...new Set(rows.map((row) => row.pack))];
  const figures = editing?.figures.kind === 'ready' ? editing.figures.value.rules : null;
  const ofPack = pack.value === '' ? rows : rows.filter((row) => row.pack === pack.value);
  const found = orderRows(searchRows(ofPack, query.value, locale), figures ?? new Map(), order.value);
  const left = found.length - limit.value;
  const isAll = query.value.trim() === '' && pack.value === '';
  return (
    <section aria-label={t('rules')} class="rule-list">
      <div class="rule-search">
        <input
          type="search"
          aria-label={t('searchRules')}
          placeholder={t('searchRules')}
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
        />
        <select
          aria-label={own('filterPack')}
          value={pack.value}
          onChange={(event) => {
            pack.value = event.currentTarget.value;
          }}
        >
          <option value="">{own('allPacks')}</option>
          {packs.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
        {figures === null ? null : (
          <select
            aria-label={own('order')}
            value={order.value}
            onChange={(event) => {
              order.value = ROW_ORDERS.find((one) => one === event.currentTarget.value) ?? 'pack';
            }}
          >
            {ROW_ORDERS.map((one) => (
              <option key={one} value={one}>
                {own(ORDER_KEY[one])}
              </option>
            ))}
          </select>
        )}
        <p class="muted" role="status">
          {isAll ? t('ruleCount', { count: rows.length }) : t('ruleFound', { count: found.length })}
        </p>
      </div>
      {editing?.figures.kind === 'failed' ? <p class="muted">{own('figuresFailed')}</p> : null}
      {found.length === 0 ? (
        <Empty title={rows.length === 0 ? t('noRules') : t('noRulesFound')} />
      ) : (
        <table class="rule-table">
          <thead>
            <tr>
              <th scope="col">{t('columnRule')}</th>
              <th scope="col">{t('columnKind')}</th>
              {editing === null ? null : <th scope="col">{own('columnHits')}</th>}
              <th scope="col">{t('columnSeverity')}</th>
              <th scope="col">{t('columnOn')}</th>
            </tr>
          </thead>
          {found.slice(0, limit.value).map((row) => (
            <Row key={row.name} row={row} overrides={overrides} editing={editing} />
          ))}
        </table>
      )}
      {left <= 0 ? null : (
        <Button
          kind="quiet"
          size="s"
          onPress={() => {
            limit.value += SHOWN;
          }}
        >
          {t('showMoreRules', { count: Math.min(left, SHOWN) })}
        </Button>
      )}
    </section>
  );
}

/** A rule on its line; opened, with all that is to be said and changed about it below, as wide as the table. */
function Row({
  row,
  overrides,
  editing,
}: {
  readonly row: RuleRow;
  readonly overrides: Overrides;
  readonly editing: RuleEditing | null;
}) {
  const t = useOptionsTexts();
  const own = useRulesTexts();
  const common = useCommonTexts();
  const locale = useLocale();
  const id = useId();
  const isOpen = useSignal(false);
  const { rule, effective, name, override } = row;
  const { why } = rule;
  const set = (severity: Severity | null, isOn: boolean): void =>
    editing?.bench.override(withOverride(overrides, name, severity, isOn));
  return (
    <tbody class={row.isOn ? undefined : 'is-off'}>
      <tr>
        <th scope="row">
          <button
            type="button"
            class="rule-name"
            aria-expanded={isOpen.value}
            aria-controls={isOpen.value ? id : undefined}
            onClick={() => {
              isOpen.value = !isOpen.value;
            }}
          >
            <span class="rule-message" dir="auto">
              {messageOf(effective, locale)}
            </span>
            <code class="muted">{name}</code>
            {row.isOverridden ? <span class="tag changed">{own('changedHere')}</span> : null}
            {row.misfits.length === 0 ? null : <span class="tag alert">{own('doesNotFit')}</span>}
          </button>
        </th>
        <td class="rule-kind">{rule.kind}</td>
        {editing === null ? null : (
          <td class="rule-hits">
            <Hits name={name} figures={editing.figures} />
          </td>
        )}
        <td>
          {editing === null ? (
            <SeverityBadge severity={row.severity} />
          ) : (
            <span class="severity-choice">
              <SeverityBadge severity={row.severity} />
              <select
                aria-label={t('severityOf', { rule: name })}
                value={override.severity ?? ''}
                onChange={(event) =>
                  set(severitiesOf(rule).find((one) => one === event.currentTarget.value) ?? null, row.isOn)
                }
              >
                <option value="">{t('severityOwn')}</option>
                {severitiesOf(rule).map((severity) => (
                  <option key={severity} value={severity}>
                    {common(SEVERITY_KEY[severity])}
                  </option>
                ))}
              </select>
            </span>
          )}
        </td>
        <td>
          {editing === null ? (
            <span>{t(row.isOn ? 'on' : 'off')}</span>
          ) : (
            <label class="switch">
              <input
                type="checkbox"
                role="switch"
                aria-checked={row.isOn}
                checked={row.isOn}
                aria-label={t('switchOf', { rule: name })}
                onChange={(event) => set(override.severity ?? null, event.currentTarget.checked)}
              />
              <span aria-hidden="true">{t(row.isOn ? 'on' : 'off')}</span>
            </label>
          )}
        </td>
      </tr>
      {isOpen.value ? (
        <tr class="rule-open">
          <td id={id} colSpan={editing === null ? 4 : 5}>
            <div class="rule-more">
              {why === undefined ? null : (
                <p>
                  <span dir="auto">{why.text[locale] ?? why.text.en}</span>{' '}
                  <SourceLink
                    source={why.source ?? null}
                    section={why.section ?? null}
                    checked={why.checked ?? null}
                  />
                </p>
              )}
              {editing === null ? (
                <ExampleRuns rule={effective} accept={undefined} />
              ) : (
                <RuleDetail row={row} bench={editing.bench} onShowText={editing.onShowText} />
              )}
            </div>
          </td>
        </tr>
      ) : null}
    </tbody>
  );
}

function Hits({ name, figures }: { readonly name: string; readonly figures: Remote<Figures> }) {
  const t = useRulesTexts();
  const common = useCommonTexts();
  if (figures.kind === 'failed') return <span class="muted">{t('figuresNone')}</span>;
  if (figures.kind !== 'ready')
    return (
      <span class="muted" title={common('loading')}>
        …
      </span>
    );
  const figure = figures.value.rules.get(name) ?? { hits: 0, posts: 0, dismissed: 0 };
  return (
    <>
      <span>{t('hits', { count: figure.hits })}</span>
      {figure.posts === 0 ? null : <span class="muted">{t('hitsIn', { count: figure.posts })}</span>}
      {figure.dismissed === 0 ? null : (
        <span class="muted" title={t('dismissedTitle')}>
          {t('dismissed', { count: figure.dismissed })}
        </span>
      )}
      {isNoisy(figure) ? <span class="tag noisy">{t('noisy')}</span> : null}
    </>
  );
}
