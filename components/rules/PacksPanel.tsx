import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { ShippedPack } from '../../utils/api/routes.ts';
import { exportVale } from '../../utils/rules/exporters/vale.ts';
import type { ReportLine } from '../../utils/rules/importers/report.ts';
import { loadPack } from '../../utils/rules/load.ts';
import { packDifference, withoutMisfits } from '../../utils/rules/upgrade.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { LoadFailed } from '../ui/LoadFailed.tsx';
import { Loading } from '../ui/Status.tsx';
import { save } from '../ui/save.ts';
import { useCommonTexts } from '../ui/texts.ts';
import { ImportPanel } from './ImportPanel.tsx';
import { PackDifferenceView } from './PackDifferenceView.tsx';
import { freeFile, type ShelfEntry, shelfOf, unusedPacks, withoutPack } from './pack-shelf.ts';
import type { RulesRemote } from './remote.ts';
import { useRulesTexts } from './texts.ts';
import type { Workbench } from './workbench.ts';
import { writeZip } from './zip.ts';

/** The team's packs: what is newer, what is not in use, what goes out and comes in. */
export function PacksPanel({ bench, remote }: { readonly bench: Workbench; readonly remote: RulesRemote }) {
  const t = useRulesTexts();
  const common = useCommonTexts();
  useEffect(() => void remote.shipped.want(), [remote]);
  const state = remote.shipped.state.value;
  const shipped = state.kind === 'ready' ? state.value : [];
  const packs = bench.packs.value;
  const shelf = useMemo(() => shelfOf(packs, shipped), [packs, shipped]);
  const unused = unusedPacks(packs, shipped);
  return (
    <div class="packs-panel">
      <section class="card" aria-labelledby="packs-title">
        <h2 id="packs-title">{t('packsTitle')}</h2>
        {state.kind === 'failed' ? (
          <LoadFailed
            title={t('packsFailed')}
            problem={state.problem}
            onAgain={() => void remote.shipped.refresh()}
          />
        ) : null}
        <ul class="shelf">
          {shelf.map((entry) => (
            <Entry key={entry.file} entry={entry} bench={bench} isKnown={state.kind === 'ready'} />
          ))}
        </ul>
      </section>
      <section class="card" aria-labelledby="shipped-title">
        <h2 id="shipped-title">{t('packsShipped')}</h2>
        {state.kind === 'ready' ? (
          unused.length === 0 ? (
            <p class="muted">{t('packsNone')}</p>
          ) : (
            <>
              <p class="muted">{t('packsShippedText')}</p>
              <ul class="shelf">
                {unused.map(({ pack, version, yaml }) => (
                  <li key={pack}>
                    <p>
                      <strong>{pack}</strong> <span class="muted">{t('packVersion', { version })}</span>
                    </p>
                    <Button
                      size="s"
                      label={`${t('packUse')}: ${pack}`}
                      onPress={() => bench.putPack(freeFile(packs, pack), yaml)}
                    >
                      {t('packUse')}
                    </Button>
                  </li>
                ))}
              </ul>
            </>
          )
        ) : state.kind === 'failed' ? null : (
          <Loading label={common('loading')} />
        )}
      </section>
      <ImportPanel bench={bench} />
    </div>
  );
}

const STATE_KEY = {
  same: 'packUpToDate',
  edited: 'packEdited',
  own: 'packOwn',
  broken: 'packBroken',
} as const;

function Entry({
  entry,
  bench,
  isKnown,
}: {
  readonly entry: ShelfEntry;
  readonly bench: Workbench;
  /** Whether it is known what comes with the store. */
  readonly isKnown: boolean;
}) {
  const t = useRulesTexts();
  const isOpen = useSignal(false);
  const asks = useSignal(false);
  const refused = useSignal<readonly ReportLine[] | null>(null);
  const { file, yaml, pack, state, shipped } = entry;
  const name = pack?.pack ?? file;
  return (
    <li>
      <div class="shelf-line">
        <p>
          <strong>{name}</strong>{' '}
          <span class="muted">
            {pack === null ? file : t('packLine', { version: pack.version, count: pack.rules.length })}
          </span>{' '}
          {!isKnown && state !== 'broken' ? null : state === 'newer' && shipped !== null ? (
            <span class="tag newer">{t('packNewer', { version: shipped.version })}</span>
          ) : (
            <span class={state === 'broken' ? 'tag alert' : 'tag'}>
              {t(STATE_KEY[state === 'newer' ? 'edited' : state])}
            </span>
          )}
        </p>
        <div class="actions">
          {shipped !== null && pack !== null && (state === 'newer' || state === 'edited') ? (
            <Button
              size="s"
              kind={state === 'newer' ? 'main' : 'plain'}
              expanded={isOpen.value}
              label={`${t(state === 'newer' ? 'packCompare' : 'packCompareEdited')}: ${name}`}
              onPress={() => {
                isOpen.value = !isOpen.value;
              }}
            >
              {t(state === 'newer' ? 'packCompare' : 'packCompareEdited')}
            </Button>
          ) : null}
          <Button
            size="s"
            kind="quiet"
            label={`${t('packExportYaml')}: ${name}`}
            onPress={() => save(file, yaml, 'application/yaml')}
          >
            {t('packExportYaml')}
          </Button>
          {pack === null ? null : (
            <Button
              size="s"
              kind="quiet"
              label={`${t('packExportVale')}: ${name}`}
              onPress={() => {
                const { files, report } = exportVale(pack);
                save(`${pack.pack}-vale.zip`, writeZip(files), 'application/zip');
                refused.value = report.filter(({ outcome }) => outcome === 'refused');
              }}
            >
              {t('packExportVale')}
            </Button>
          )}
          <Button
            size="s"
            kind="quiet"
            label={`${t('packRemove')}: ${name}`}
            disabled={bench.packs.value.length === 1}
            onPress={() => {
              asks.value = true;
            }}
          >
            {t('packRemove')}
          </Button>
        </div>
      </div>
      <div role="status">
        {refused.value === null ? null : refused.value.length === 0 ? (
          <p class="all-well">{t('exportWell')}</p>
        ) : (
          <>
            <p>{t('exportReport', { count: refused.value.length })}</p>
            <ul class="changes">
              {refused.value.map(({ what, why }) => (
                <li key={what}>
                  <code>{what}</code> {why?.message}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {isOpen.value && shipped !== null && pack !== null ? (
        <Upgrade entry={entry} shipped={shipped} bench={bench} />
      ) : null}
      {asks.value ? (
        <Dialog
          title={t('packRemoveQuestion', { pack: name })}
          onClose={() => {
            asks.value = false;
          }}
        >
          <p>{t('packRemoveText')}</p>
          <div class="actions">
            <Button
              kind="danger"
              onPress={() => {
                asks.value = false;
                bench.removePack(file);
                if (pack !== null) bench.override(withoutPack(bench.overrides.peek(), pack.pack));
              }}
            >
              {t('packRemove')}
            </Button>
            <Button
              onPress={() => {
                asks.value = false;
              }}
            >
              {t('cancel')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </li>
  );
}

/** What the other version would change, before it is taken. */
function Upgrade({
  entry: { file, pack, state },
  shipped,
  bench,
}: {
  readonly entry: ShelfEntry;
  readonly shipped: ShippedPack;
  readonly bench: Workbench;
}) {
  const t = useRulesTexts();
  const overrides = bench.overrides.value;
  const next = useMemo(() => {
    const loaded = loadPack(shipped.yaml, shipped.file);
    return loaded.ok ? loaded.pack : null;
  }, [shipped]);
  if (pack === null || next === null) return null;
  const difference = packDifference(pack, next, overrides);
  return (
    <div class="upgrade">
      <h3>{t('diffTitle', { pack: next.pack, from: pack.version, to: next.version })}</h3>
      <PackDifferenceView difference={difference} />
      <p class="muted">{t('packTakeNote')}</p>
      <div class="actions">
        <Button
          kind="main"
          size="s"
          onPress={() => {
            const misfits = difference.overrides.flatMap((one) => one.misfits);
            bench.putPack(file, shipped.yaml);
            bench.override(withoutMisfits(overrides, misfits));
          }}
        >
          {state === 'newer' ? t('packTake', { version: next.version }) : t('packTakeOriginal')}
        </Button>
      </div>
    </div>
  );
}
