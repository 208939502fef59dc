import { useEffect, useMemo } from 'preact/hooks';
import { FEW } from '../../utils/insight/insight.ts';
import { joinedClient } from '../../utils/sync/joined-client.ts';
import type { LocalConnection, LocalStore } from '../../utils/sync/live.ts';
import { Button } from '../ui/Button.tsx';
import { LoadFailed } from '../ui/LoadFailed.tsx';
import { resource } from '../ui/resource.ts';
import { Empty, Loading } from '../ui/Status.tsx';
import { save } from '../ui/save.ts';
import { useCommonTexts } from '../ui/texts.ts';
import { BarChart } from './BarChart.tsx';
import { csvOfFigure, type Figure, figuresOf } from './tables.ts';
import { useInsightTexts } from './texts.ts';
import './insight.css';

/** How approvals go in the team: each figure drawn, with its table and as CSV. */
export function InsightPanel({
  local,
  connection,
}: {
  readonly local: LocalStore;
  readonly connection: LocalConnection;
}) {
  const t = useInsightTexts();
  const common = useCommonTexts();
  const mayRead = connection.member.roles.some((role) => role === 'admin' || role === 'auditor');
  const figures = useMemo(() => resource(async () => (await joinedClient(local)).insight()), [local]);
  useEffect(() => {
    if (mayRead) void figures.want();
  }, [figures, mayRead]);
  if (!mayRead)
    return (
      <Empty title={t('noRole')}>
        <p>{t('noRoleText')}</p>
      </Empty>
    );
  const state = figures.state.value;
  if (state.kind === 'failed')
    return (
      <LoadFailed title={t('loadFailed')} problem={state.problem} onAgain={() => void figures.refresh()} />
    );
  if (state.kind !== 'ready') return <Loading label={common('loading')} />;
  const { weeks, cycle, findings, waiting, firstPass } = state.value;
  const isEmpty =
    cycle.all.of === 0 &&
    findings.length === 0 &&
    waiting.length === 0 &&
    firstPass.every(({ of }) => of === 0);
  return (
    <div class="insight">
      <p class="muted">{t('intro', { count: weeks.length })}</p>
      <div class="actions">
        <Button size="s" onPress={() => void figures.refresh()}>
          {t('refresh')}
        </Button>
      </div>
      {isEmpty ? (
        <Empty title={t('empty')}>
          <p>{t('emptyText')}</p>
        </Empty>
      ) : (
        figuresOf(t, state.value).map((figure) => <FigureCard key={figure.id} figure={figure} />)
      )}
    </div>
  );
}

function FigureCard({ figure }: { readonly figure: Figure }) {
  const t = useInsightTexts();
  const { id, title, text, cases, bars, columns, rows } = figure;
  return (
    <section class="card" aria-labelledby={`insight-${id}`}>
      <h2 id={`insight-${id}`}>{title}</h2>
      <p>{text}</p>
      {cases !== null && cases > 0 && cases < FEW ? <p class="muted">{t('few', { count: cases })}</p> : null}
      {bars.length === 0 ? (
        <p class="muted">{t('none')}</p>
      ) : (
        <BarChart bars={bars} label={t('chart', { title })} />
      )}
      <details>
        <summary>{t('table')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <section class="insight-table" aria-label={title} tabIndex={0}>
          <table class="plain-table">
            <caption class="visually-hidden">{title}</caption>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.title} scope="col">
                    {column.title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={String(row[0])}>
                  {row.map((value, at) => {
                    const column = columns[at];
                    const shown = column?.show(value) ?? '';
                    return at === 0 ? (
                      <th key={column?.title} scope="row">
                        {shown}
                      </th>
                    ) : (
                      <td key={column?.title}>{shown}</td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
      <div class="actions">
        <Button
          size="s"
          label={t('csvOf', { title })}
          onPress={() => save(`signoff-${id}.csv`, csvOfFigure(figure), 'text/csv;charset=utf-8')}
        >
          {t('csv')}
        </Button>
      </div>
    </section>
  );
}
