import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Ruleset } from '../../utils/api/entities.ts';
import type { Finding } from '../../utils/lint/finding.ts';
import { type Problem, problemOf } from '../team/desk.ts';
import { Button } from '../ui/Button.tsx';
import { useLocale } from '../ui/locale.ts';
import { PlatformField } from '../ui/PlatformField.tsx';
import { VerdictBadge } from '../ui/SeverityBadge.tsx';
import { Empty, Status } from '../ui/Status.tsx';
import { TextField } from '../ui/TextField.tsx';
import { problemText, SEVERITY_KEY, useCommonTexts } from '../ui/texts.ts';
import type { RulesRemote } from './remote.ts';
import { useRulesTexts } from './texts.ts';
import { byRule, type PostDifference, pastedPosts, type Trials, type TriedPost } from './try-many.ts';
import { runTrial, TryError, type TryErrorCode, type TryRun } from './try-run.ts';
import type { Trial, Workbench } from './workbench.ts';

const SHOWN = 50;

const NOTHING_YET: Trials = {
  total: 0,
  done: 0,
  differences: [],
  unchanged: 0,
  msPerThousand: null,
  state: 'running',
};

const ERROR_KEY = {
  try_unusable: 'tryBroken',
  try_worker: 'tryWorker',
} as const satisfies Record<TryErrorCode, string>;

/** Many posts under the rules in use and under the edited ones. */
export function TryMany({
  bench,
  inUse,
  remote,
}: {
  readonly bench: Workbench;
  /** The ruleset in use; null while none has reached this browser. */
  readonly inUse: Pick<Ruleset, 'packs' | 'overrides'> | null;
  readonly remote: RulesRemote;
}) {
  const t = useRulesTexts();
  const common = useCommonTexts();
  const locale = useLocale();
  const source = useSignal<'team' | 'pasted'>('team');
  const text = useSignal('');
  const platform = useSignal('x');
  const failure = useSignal<Problem | TryError | null>(null);
  const trials = useSignal<Trials | null>(null);
  const tried = useSignal<Trial | null>(null);
  const cut = useSignal<number | null>(null);
  const round = useRef(0);
  const run = useRef<TryRun | null>(null);
  const isRunning = trials.value?.state === 'running';
  const trial = bench.trial.value;

  function stop(): void {
    round.current++;
    // Before there is a worker, there is nothing to show of it.
    if (run.current === null) trials.value = null;
    else run.current.stop();
    run.current = null;
  }
  // Nothing goes on when the console is left.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stops it is the same at every drawing
  useEffect(() => stop, []);

  async function start(): Promise<void> {
    if (!trial.ok || inUse === null) return;
    const mine = ++round.current;
    failure.value = null;
    cut.value = null;
    trials.value = NOTHING_YET;
    try {
      let posts: readonly TriedPost[];
      if (source.value === 'pasted') {
        posts = pastedPosts(text.value, platform.value);
      } else {
        const answer = await remote.posts();
        posts = answer.posts.map(({ request, draft, declared }) => ({ id: request, draft, declared }));
        if (answer.cut) cut.value = posts.length;
      }
      if (round.current !== mine) return;
      tried.value = trial;
      const packs = bench.packs.peek().flatMap(({ pack }) => pack ?? []);
      const after = { packs, overrides: bench.overrides.peek() };
      const before = { packs: inUse.packs, overrides: inUse.overrides };
      run.current = runTrial({ posts, before, after, locale, now: Date.now() }, (state) => {
        trials.value = state;
      });
      trials.value = await run.current.result;
      if (round.current === mine) run.current = null;
    } catch (error) {
      if (round.current !== mine) return;
      run.current = null;
      trials.value = null;
      failure.value = error instanceof TryError ? error : problemOf(error);
    }
  }

  const result = trials.value;
  const isEmpty = source.value === 'pasted' && text.value.trim() === '';
  return (
    <section class="card try-many" aria-labelledby="try-many-title">
      <h2 id="try-many-title">{t('tryTitle')}</h2>
      <p class="muted">{t('tryText')}</p>
      {bench.changes.value.length === 0 ? <p class="muted">{t('tryNoChanges')}</p> : null}
      {trial.ok ? null : (
        <Status tone="block" title={t('tryBroken')}>
          <p>{trial.message}</p>
        </Status>
      )}
      <fieldset class="change-where">
        <legend>{t('trySource')}</legend>
        {(['team', 'pasted'] as const).map((one) => (
          <label key={one} class="check">
            <input
              type="radio"
              name="try-source"
              checked={source.value === one}
              onChange={() => {
                source.value = one;
              }}
            />
            {t(one === 'team' ? 'tryTeam' : 'tryPasted')}
          </label>
        ))}
      </fieldset>
      {source.value === 'pasted' ? (
        <>
          <TextField
            label={t('tryPaste')}
            hint={t('tryPasteHint')}
            rows={6}
            value={text.value}
            onInput={(typed) => {
              text.value = typed;
            }}
          />
          <PlatformField
            label={t('tryPlatform')}
            value={platform.value}
            onChoose={(id) => {
              platform.value = id;
            }}
          />
        </>
      ) : null}
      <div class="actions">
        <Button
          kind="main"
          disabled={!trial.ok || inUse === null || isEmpty}
          busy={isRunning}
          onPress={() => void start()}
        >
          {t('tryRun')}
        </Button>
        {isRunning ? <Button onPress={stop}>{t('tryStop')}</Button> : null}
      </div>
      {failure.value === null ? null : (
        <div role="alert">
          {failure.value instanceof TryError ? (
            <Status tone="warn" title={t(ERROR_KEY[failure.value.code])}>
              <p>{failure.value.detail}</p>
            </Status>
          ) : (
            <Status tone="warn" title={problemText(common, failure.value)} />
          )}
        </div>
      )}
      {result === null ? null : (
        <>
          {isRunning ? (
            <div class="progress">
              <progress value={result.done} max={Math.max(1, result.total)} aria-label={t('tryTitle')} />
              <span class="muted">{t('tryRunning', { done: result.done, total: result.total })}</span>
            </div>
          ) : null}
          <div role="status">{isRunning ? null : <Summary result={result} cut={cut.value} />}</div>
          {!isRunning && tried.value !== trial ? <p class="field-error">{t('tryOutdated')}</p> : null}
          <Differences differences={result.differences} isRunning={isRunning} />
        </>
      )}
    </section>
  );
}

function Summary({ result, cut }: { readonly result: Trials; readonly cut: number | null }) {
  const t = useRulesTexts();
  if (result.total === 0) return <Empty title={t('tryNoPosts')} />;
  const { done, total, msPerThousand, differences, unchanged } = result;
  const count = (side: 'newly' | 'gone' | 'weighed'): number =>
    differences.filter((one) => one[side].length > 0).length;
  const ms = (value: number): string => String(Math.round(value * 10) / 10);
  return (
    <>
      <p>
        {result.state === 'stopped' ? t('tryStopped', { done, total }) : t('tryDone', { count: done })}{' '}
        {msPerThousand === null
          ? null
          : t('trySpeed', { after: ms(msPerThousand.after), before: ms(msPerThousand.before) })}
      </p>
      {cut === null ? null : <p class="muted">{t('tryCut', { count: cut })}</p>}
      <ul class="try-counts">
        <li class="newly">{t('tryNewly', { count: count('newly') })}</li>
        <li class="gone">{t('tryGone', { count: count('gone') })}</li>
        <li>{t('tryWeighed', { count: count('weighed') })}</li>
        <li class="muted">{t('tryUnchanged', { count: unchanged })}</li>
      </ul>
    </>
  );
}

function Differences({
  differences,
  isRunning,
}: {
  readonly differences: readonly PostDifference[];
  readonly isRunning: boolean;
}) {
  const t = useRulesTexts();
  const limit = useSignal(SHOWN);
  if (differences.length === 0) return null;
  const rules = byRule(differences);
  const left = differences.length - limit.value;
  return (
    <>
      <table class="plain-table">
        <caption>{t('tryByRule')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('tryRule')}</th>
            <th scope="col">{t('tryColumnNewly')}</th>
            <th scope="col">{t('tryColumnGone')}</th>
            <th scope="col">{t('tryColumnWeighed')}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map(({ rule, newly, gone, weighed }) => (
            <tr key={rule}>
              <th scope="row">
                <code>{rule}</code>
              </th>
              <td>{newly}</td>
              <td>{gone}</td>
              <td>{weighed}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3 class="section-title">{t('tryPosts')}</h3>
      <ul class="try-posts">
        {differences.slice(0, isRunning ? SHOWN : limit.value).map((one) => (
          <Difference key={one.post.id} difference={one} />
        ))}
      </ul>
      {left <= 0 || isRunning ? null : (
        <Button
          size="s"
          kind="quiet"
          onPress={() => {
            limit.value += SHOWN;
          }}
        >
          {t('tryMore', { count: Math.min(left, SHOWN) })}
        </Button>
      )}
    </>
  );
}

function Difference({ difference }: { readonly difference: PostDifference }) {
  const t = useRulesTexts();
  const common = useCommonTexts();
  const { post, before, after, newly, gone, weighed } = difference;
  const keyOf = ({ pack, rule, part, start }: Finding): string => `${pack}/${rule} ${part} ${start}`;
  return (
    <li>
      <p class="draft-text" dir="auto">
        {post.draft.parts.map(({ text }) => text).join('\n\n')}
      </p>
      <p class="try-verdicts">
        <VerdictBadge verdict={before} /> → <VerdictBadge verdict={after} />
      </p>
      <ul class="changes">
        {newly.map((one) => (
          <li key={`n ${keyOf(one)}`} class="newly">
            {t('tryFindingNew', { message: one.message })}
          </li>
        ))}
        {gone.map((one) => (
          <li key={`g ${keyOf(one)}`} class="gone">
            {t('tryFindingGone', { message: one.message })}
          </li>
        ))}
        {weighed.map((one) => (
          <li key={`w ${keyOf(one)}`}>
            {t('tryFindingWeighed', { severity: common(SEVERITY_KEY[one.severity]), message: one.message })}
          </li>
        ))}
      </ul>
    </li>
  );
}
