import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RulesetDevices, RulesetHistory, RulesetSources } from '../../utils/api/routes.ts';
import { loadPack } from '../../utils/rules/load.ts';
import { isSamePack, type PackDifference, packDifference } from '../../utils/rules/upgrade.ts';
import { type Problem, problemOf } from '../team/desk.ts';
import { Button } from '../ui/Button.tsx';
import { LoadFailed } from '../ui/LoadFailed.tsx';
import { useLocale } from '../ui/locale.ts';
import { Moment } from '../ui/Moment.tsx';
import { Empty, Loading, Status } from '../ui/Status.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';
import { formatMoment } from '../ui/time.ts';
import { changesBetween } from './conflict.ts';
import { PackDifferenceView } from './PackDifferenceView.tsx';
import { Changes } from './PublishBar.tsx';
import type { RulesRemote } from './remote.ts';
import { useRulesTexts } from './texts.ts';
import type { Workbench } from './workbench.ts';

type Version = RulesetHistory['versions'][number];

/** What was published, what going back would change, and who runs what. */
export function HistoryPanel({ bench, remote }: { readonly bench: Workbench; readonly remote: RulesRemote }) {
  const t = useRulesTexts();
  const common = useCommonTexts();
  const inUse = bench.base.value?.version ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a version was published: there is one more
  useEffect(() => {
    void remote.history.refresh();
    void remote.devices.refresh();
  }, [remote, inUse]);
  const history = remote.history.state.value;
  const devices = remote.devices.state.value;
  return (
    <div class="history-panel">
      <section class="card" aria-labelledby="history-title">
        <h2 id="history-title">{t('historyTitle')}</h2>
        <p class="muted">{t('historyText')}</p>
        {history.kind === 'failed' ? (
          <LoadFailed
            title={t('historyFailed')}
            problem={history.problem}
            onAgain={() => void remote.history.refresh()}
          />
        ) : history.kind === 'ready' ? (
          <>
            <ol class="versions" reversed>
              {history.value.versions.map((version) => (
                <VersionEntry
                  key={version.version}
                  version={version}
                  bench={bench}
                  remote={remote}
                  runs={
                    devices.kind === 'ready'
                      ? devices.value.devices.filter((one) => one.version === version.version).length
                      : 0
                  }
                />
              ))}
            </ol>
            {history.value.more ? (
              <Button size="s" kind="quiet" onPress={() => void remote.older()}>
                {t('historyOlder')}
              </Button>
            ) : null}
          </>
        ) : (
          <Loading label={common('loading')} />
        )}
      </section>
      <section class="card" aria-labelledby="running-title">
        <h2 id="running-title">{t('runningTitle')}</h2>
        {devices.kind === 'failed' ? (
          <Status tone="warn" title={problemText(common, devices.problem)} />
        ) : devices.kind === 'ready' ? (
          <Running devices={devices.value.devices} inUse={inUse} />
        ) : (
          <Loading label={common('loading')} />
        )}
        <div class="actions">
          <Button size="s" onPress={() => void remote.devices.refresh()}>
            {t('refresh')}
          </Button>
        </div>
      </section>
    </div>
  );
}

type Compared =
  | { readonly kind: 'closed' | 'loading' }
  | { readonly kind: 'ready'; readonly sources: RulesetSources; readonly packs: readonly PackDifference[] }
  | { readonly kind: 'failed'; readonly problem: Problem };

function VersionEntry({
  version: { version, note, publishedAt, publishedBy },
  bench,
  remote,
  runs,
}: {
  readonly version: Version;
  readonly bench: Workbench;
  readonly remote: RulesRemote;
  readonly runs: number;
}) {
  const t = useRulesTexts();
  const common = useCommonTexts();
  const locale = useLocale();
  const compared = useSignal<Compared>({ kind: 'closed' });
  const base = bench.base.value;
  const isInUse = base?.version === version;
  const state = compared.value;

  async function compare(): Promise<void> {
    if (base === null) return;
    compared.value = { kind: 'loading' };
    try {
      const sources = await remote.version(version);
      compared.value = { kind: 'ready', sources, packs: packDifferences(base, sources) };
    } catch (error) {
      compared.value = { kind: 'failed', problem: problemOf(error) };
    }
  }

  return (
    <li value={version}>
      <p>
        <strong>{t('historyVersion', { version: String(version) })}</strong>{' '}
        {isInUse ? <span class="tag newer">{t('historyInUse')}</span> : null}{' '}
        {runs === 0 ? null : <span class="tag">{t('historyRuns', { count: runs })}</span>}
      </p>
      <p class="muted">
        {t('historyBy', { name: publishedBy.name, time: formatMoment(publishedAt, locale) })}
      </p>
      {note.trim() === '' ? (
        <p class="muted">{t('historyNoNote')}</p>
      ) : (
        <blockquote dir="auto">{note}</blockquote>
      )}
      {isInUse || base === null ? null : (
        <div class="actions">
          <Button
            size="s"
            expanded={state.kind === 'ready'}
            busy={state.kind === 'loading'}
            label={`${t('historyCompare', { version: String(base.version) })}: ${t('historyVersion', { version: String(version) })}`}
            onPress={() => {
              if (state.kind === 'ready') compared.value = { kind: 'closed' };
              else void compare();
            }}
          >
            {t('historyCompare', { version: String(base.version) })}
          </Button>
          <Button
            size="s"
            busy={bench.publishing.value.kind === 'busy'}
            onPress={() =>
              void remote
                .version(version)
                .then((sources) =>
                  bench.publishNow(
                    () => ({ packs: sources.packs, overrides: sources.overrides }),
                    t('historyRollbackNote', { version: String(version) }),
                  ),
                )
                .catch((error: unknown) => {
                  compared.value = { kind: 'failed', problem: problemOf(error) };
                })
            }
          >
            {t('historyRollback', { version: String(version) })}
          </Button>
        </div>
      )}
      {state.kind === 'failed' ? (
        <div role="alert">
          <Status tone="warn" title={problemText(common, state.problem)} />
        </div>
      ) : null}
      {state.kind === 'ready' && base !== null ? (
        <VersionDifference base={base} sources={state.sources} packs={state.packs} />
      ) : null}
    </li>
  );
}

function VersionDifference({
  base,
  sources,
  packs,
}: {
  readonly base: RulesetSources;
  readonly sources: RulesetSources;
  readonly packs: readonly PackDifference[];
}) {
  const t = useRulesTexts();
  const changes = changesBetween(base, sources);
  if (changes.length === 0) return <p class="muted">{t('historySame')}</p>;
  return (
    <div class="upgrade">
      <p>{t('historyWouldChange')}</p>
      <Changes changes={changes} />
      {packs.map((difference) => (
        <div key={difference.pack}>
          <h3>{t('diffTitle', { pack: difference.pack, from: difference.from, to: difference.to })}</h3>
          <PackDifferenceView difference={difference} />
        </div>
      ))}
    </div>
  );
}

/** Of packs that both have and that say something else. */
function packDifferences(from: RulesetSources, to: RulesetSources): PackDifference[] {
  return to.packs.flatMap(({ file, yaml }) => {
    const before = from.packs.find((one) => one.file === file);
    if (before === undefined || before.yaml === yaml) return [];
    const [was, is] = [loadPack(before.yaml, file), loadPack(yaml, file)];
    if (!was.ok || !is.ok) return [];
    const difference = packDifference(was.pack, is.pack, {});
    return isSamePack(difference) ? [] : [difference];
  });
}

function Running({
  devices,
  inUse,
}: {
  readonly devices: RulesetDevices['devices'];
  readonly inUse: number;
}) {
  const t = useRulesTexts();
  if (devices.length === 0) return <Empty title={t('runningNone')} />;
  const now = Date.now();
  const current = devices.filter(({ version }) => version === inUse).length;
  return (
    <>
      <p role="status">
        {t('runningUpToDate', { count: current, total: devices.length, version: String(inUse) })}{' '}
        <span class="muted">{t('runningText')}</span>
      </p>
      <table class="plain-table">
        <caption class="visually-hidden">{t('runningTitle')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('runningMember')}</th>
            <th scope="col">{t('runningBrowser')}</th>
            <th scope="col">{t('runningVersion')}</th>
            <th scope="col">{t('runningSeen')}</th>
          </tr>
        </thead>
        <tbody>
          {devices.map(({ id, name, member, version, lastSeenAt }) => (
            <tr key={id}>
              <th scope="row">{member.name}</th>
              <td>{name}</td>
              <td>
                {version === null ? <span class="muted">{t('runningUnknown')}</span> : version}{' '}
                {version !== null && version < inUse ? (
                  <span class="tag noisy">{t('runningBehind')}</span>
                ) : null}
              </td>
              <td>{lastSeenAt === null ? null : <Moment at={lastSeenAt} now={now} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
