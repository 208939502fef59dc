import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { compile } from '../../utils/rules/compile.ts';
import type { LocalConnection, LocalStore } from '../../utils/sync/live.ts';
import { createAskDesk } from '../asks/asks.ts';
import { OwnAsks } from '../asks/OwnAsks.tsx';
import { WordAsks } from '../asks/WordAsks.tsx';
import type { TeamDesk } from '../team/desk.ts';
import { useOptionsTexts } from '../team/texts.ts';
import { Button } from '../ui/Button.tsx';
import { LoadFailed } from '../ui/LoadFailed.tsx';
import { useLocale } from '../ui/locale.ts';
import { Empty, Loading } from '../ui/Status.tsx';
import { useCommonTexts } from '../ui/texts.ts';
import { useUnsavedWarning } from '../ui/unsaved.ts';
import { CrisisPanel } from './CrisisPanel.tsx';
import { HistoryPanel } from './HistoryPanel.tsx';
import { Misfits } from './Misfits.tsx';
import { PackEditor, type ShownRule } from './PackEditor.tsx';
import { PacksPanel } from './PacksPanel.tsx';
import { PublishBar } from './PublishBar.tsx';
import { RuleTable } from './RuleTable.tsx';
import { createRemote, type RulesRemote } from './remote.ts';
import { ruleRows } from './rows.ts';
import { TryIt } from './TryIt.tsx';
import { TryMany } from './TryMany.tsx';
import { useRulesTexts } from './texts.ts';
import { createWorkbench, type Trial, type Workbench } from './workbench.ts';

export function RulesPanel({
  desk,
  connection,
  local,
}: {
  readonly desk: TeamDesk;
  readonly connection: LocalConnection;
  readonly local: LocalStore;
}) {
  const mayEdit = connection.member.roles.includes('admin') && connection.state !== 'revoked';
  const remote = useMemo(() => createRemote(local), [local]);
  return mayEdit ? <Edit local={local} desk={desk} remote={remote} /> : <Read desk={desk} remote={remote} />;
}

/** The running ruleset for who does not edit it: readable offline, and to be tried. */
function Read({ desk, remote }: { readonly desk: TeamDesk; readonly remote: RulesRemote }) {
  const t = useOptionsTexts();
  const locale = useLocale();
  const ruleset = desk.ruleset.value;
  const trial = useMemo((): Trial | null => {
    if (ruleset === null) return null;
    try {
      return { ok: true, linter: compile(ruleset, { locale, now: Date.now() }) };
    } catch (error) {
      return { ok: false, message: error instanceof Error ? error.message : String(error) };
    }
  }, [ruleset, locale]);
  if (ruleset === null || trial === null)
    return (
      <Empty title={t('rulesetNone')}>
        <p>{t('rulesetNoneText')}</p>
      </Empty>
    );
  return (
    <div class="rules-panel">
      <div class="rules-main">
        <p class="muted">{t('readOnly')}</p>
        <RuleTable
          rows={ruleRows(ruleset.packs, ruleset.overrides)}
          overrides={ruleset.overrides}
          editing={null}
        />
      </div>
      <div class="rules-side">
        <OwnAsks remote={remote} />
        <TryIt trial={trial} isEdited={false} />
      </div>
    </div>
  );
}

function Edit({
  desk,
  local,
  remote,
}: {
  readonly desk: TeamDesk;
  readonly local: LocalStore;
  readonly remote: RulesRemote;
}) {
  const t = useOptionsTexts();
  const common = useCommonTexts();
  const locale = useLocale();
  const bench = useMemo(() => createWorkbench(local, locale), [local, locale]);
  useEffect(() => void bench.load(), [bench]);
  useUnsavedWarning(bench.changes.value.length > 0);
  const failure = bench.failure.value;
  if (failure !== null) {
    return (
      <>
        <LoadFailed title={t('sourcesFailed')} problem={failure} onAgain={() => void bench.load()} />
        <Read desk={desk} remote={remote} />
      </>
    );
  }
  if (bench.base.value === null) return <Loading label={common('loading')} />;
  return <Editing bench={bench} remote={remote} desk={desk} />;
}

const VIEWS = ['list', 'asks', 'text', 'packs', 'try', 'history'] as const;
type View = (typeof VIEWS)[number];
const VIEW_KEY = {
  list: 'viewList',
  asks: 'viewAsks',
  text: 'viewText',
  packs: 'viewPacks',
  try: 'viewTry',
  history: 'viewHistory',
} as const satisfies Record<View, string>;

function Editing({
  bench,
  remote,
  desk,
}: {
  readonly bench: Workbench;
  readonly remote: RulesRemote;
  readonly desk: TeamDesk;
}) {
  const t = useOptionsTexts();
  const own = useRulesTexts();
  const view = useSignal<View>('list');
  const shownRule = useSignal<ShownRule | null>(null);
  const asks = useMemo(() => createAskDesk(bench, remote), [bench, remote]);
  useEffect(() => {
    void remote.figures.want();
    void remote.asks.want();
  }, [remote]);
  useEffect(() => asks.start(), [asks]);
  const counts: Partial<Record<View, string>> = {
    ...(bench.mistakes.value.length === 0
      ? {}
      : { text: t('packMistakes', { count: bench.mistakes.value.length }) }),
    ...(asks.rows.value.length === 0 ? {} : { asks: own('asksWaiting', { count: asks.rows.value.length }) }),
  };
  const packs = bench.packs.value.map(({ pack }) => pack).filter((pack) => pack !== null);
  return (
    <div class="rules-panel">
      <div class="rules-main">
        <fieldset class="view-choice">
          <legend class="visually-hidden">{own('views')}</legend>
          {VIEWS.map((one) => (
            <Button
              key={one}
              size="s"
              pressed={view.value === one}
              onPress={() => {
                view.value = one;
              }}
            >
              {own(VIEW_KEY[one])}
              {counts[one] === undefined ? null : <span class="tag alert">{counts[one]}</span>}
            </Button>
          ))}
        </fieldset>
        <Misfits bench={bench} />
        {view.value === 'list' ? (
          <RuleTable
            rows={ruleRows(packs, bench.overrides.value, bench.misfits.value)}
            overrides={bench.overrides.value}
            editing={{
              bench,
              figures: remote.figures.state.value,
              onShowText: (file, rule) => {
                shownRule.value = { file, rule };
                view.value = 'text';
              },
            }}
          />
        ) : view.value === 'asks' ? (
          <WordAsks desk={asks} remote={remote} version={bench.base.value?.version ?? 0} />
        ) : view.value === 'text' ? (
          <PackEditor bench={bench} shown={shownRule.value} />
        ) : view.value === 'packs' ? (
          <PacksPanel bench={bench} remote={remote} />
        ) : view.value === 'try' ? (
          <TryMany bench={bench} inUse={desk.ruleset.value} remote={remote} />
        ) : (
          <HistoryPanel bench={bench} remote={remote} />
        )}
      </div>
      <div class="rules-side">
        <PublishBar bench={bench} />
        <CrisisPanel bench={bench} />
        <TryIt trial={bench.trial.value} isEdited={bench.changes.value.length > 0} />
      </div>
    </div>
  );
}
