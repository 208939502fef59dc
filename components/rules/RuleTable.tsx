import { useSignal } from '@preact/signals';
import { SEVERITIES, type Severity } from '../../utils/lint/finding.ts';
import type { Overrides } from '../../utils/rules/schema.ts';
import { useOptionsTexts } from '../team/texts.ts';
import { Button } from '../ui/Button.tsx';
import { useLocale } from '../ui/locale.ts';
import { SeverityBadge } from '../ui/SeverityBadge.tsx';
import { SourceLink } from '../ui/SourceLink.tsx';
import { Empty } from '../ui/Status.tsx';
import { SEVERITY_KEY, useCommonTexts } from '../ui/texts.ts';
import { withOverride } from './conflict.ts';
import { messageOf, type RuleRow, searchRows } from './rows.ts';

const SHOWN = 100;

/** All rules in use: what each says and how grave it is; an admin changes both here without touching the pack. */
export function RuleTable({
  rows,
  overrides,
  onOverride,
}: {
  readonly rows: readonly RuleRow[];
  readonly overrides: Overrides;
  /** Null for who may only read. */
  readonly onOverride: ((overrides: Overrides) => void) | null;
}) {
  const t = useOptionsTexts();
  const locale = useLocale();
  const query = useSignal('');
  const limit = useSignal(SHOWN);
  const found = searchRows(rows, query.value, locale);
  const left = found.length - limit.value;
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
        <p class="muted" role="status">
          {query.value.trim() === ''
            ? t('ruleCount', { count: rows.length })
            : t('ruleFound', { count: found.length })}
        </p>
      </div>
      {found.length === 0 ? (
        <Empty title={rows.length === 0 ? t('noRules') : t('noRulesFound')} />
      ) : (
        <table class="rule-table">
          <thead>
            <tr>
              <th scope="col">{t('columnRule')}</th>
              <th scope="col">{t('columnKind')}</th>
              <th scope="col">{t('columnSeverity')}</th>
              <th scope="col">{t('columnOn')}</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, limit.value).map((row) => (
              <Row key={row.name} row={row} overrides={overrides} onOverride={onOverride} />
            ))}
          </tbody>
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

function Row({
  row,
  overrides,
  onOverride,
}: {
  readonly row: RuleRow;
  readonly overrides: Overrides;
  readonly onOverride: ((overrides: Overrides) => void) | null;
}) {
  const t = useOptionsTexts();
  const common = useCommonTexts();
  const locale = useLocale();
  const { rule, name } = row;
  const { why } = rule;
  const override = Object.hasOwn(overrides, name) ? overrides[name] : undefined;
  return (
    <tr class={row.isOn ? undefined : 'is-off'}>
      <th scope="row">
        <details>
          <summary>
            <span class="rule-message" dir="auto">
              {messageOf(rule, locale)}
            </span>
            <code class="muted">{name}</code>
          </summary>
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
            <Examples title={t('finds')} examples={rule.examples.bad} />
            <Examples title={t('leaves')} examples={rule.examples.good} />
          </div>
        </details>
      </th>
      <td class="rule-kind">{rule.kind}</td>
      <td>
        {onOverride === null ? (
          <SeverityBadge severity={row.severity} />
        ) : (
          <span class="severity-choice">
            <SeverityBadge severity={row.severity} />
            <select
              aria-label={t('severityOf', { rule: name })}
              value={override?.severity ?? ''}
              onChange={(event) => {
                const chosen = SEVERITIES.find((one) => one === event.currentTarget.value) ?? null;
                onOverride(withOverride(overrides, name, chosen, row.isOn));
              }}
            >
              <option value="">{t('severityOwn')}</option>
              {SEVERITIES.map((severity: Severity) => (
                <option key={severity} value={severity}>
                  {common(SEVERITY_KEY[severity])}
                </option>
              ))}
            </select>
          </span>
        )}
      </td>
      <td>
        {onOverride === null ? (
          <span>{t(row.isOn ? 'on' : 'off')}</span>
        ) : (
          <label class="switch">
            <input
              type="checkbox"
              role="switch"
              aria-checked={row.isOn}
              checked={row.isOn}
              aria-label={t('switchOf', { rule: name })}
              onChange={(event) =>
                onOverride(
                  withOverride(overrides, name, override?.severity ?? null, event.currentTarget.checked),
                )
              }
            />
            <span aria-hidden="true">{t(row.isOn ? 'on' : 'off')}</span>
          </label>
        )}
      </td>
    </tr>
  );
}

function Examples({
  title,
  examples,
}: {
  readonly title: string;
  readonly examples: RuleRow['rule']['examples']['bad'];
}) {
  const texts = examples.map((example) => (typeof example === 'string' ? example : example.text));
  return (
    <div>
      <p class="section-title">{title}</p>
      <ul class="examples">
        {texts.map((text) => (
          <li key={text} dir="auto">
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
