import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from '../ui/Button.tsx';
import { LoadFailed } from '../ui/LoadFailed.tsx';
import { Announcer, Loading, Status, type StatusTone } from '../ui/Status.tsx';
import { TextField } from '../ui/TextField.tsx';
import { platformName, useCommonTexts } from '../ui/texts.ts';
import type { NoSite, Outcome, PlatformRow, SiteRow, Sites } from './sites.ts';
import { useSiteTexts } from './texts.ts';

const OUTCOME = {
  on: ['outcomeOn', 'clear'],
  off: ['outcomeOff', 'note'],
  allowed: ['outcomeAllowed', 'clear'],
  refused: ['outcomeRefused', 'warn'],
  managed: ['outcomeManaged', 'warn'],
  failed: ['outcomeFailed', 'block'],
} as const satisfies Record<Outcome['kind'], readonly [string, StatusTone]>;

const PROBLEM = {
  empty: 'siteEmpty',
  malformed: 'siteMalformed',
  insecure: 'siteInsecure',
  platform: 'sitePlatform',
  known: 'siteKnown',
} as const satisfies Record<NoSite, string>;

/** The platforms that come with Signoff, the sites that are switched on, and a field to add one. */
export function SitesPanel({ sites }: { readonly sites: Sites }) {
  const t = useSiteTexts();
  const common = useCommonTexts();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => sites.start(), [sites]);
  const places = sites.places.value;
  return (
    <section class="card sites" aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {t('heading')}
      </h2>
      <Told outcome={sites.outcome.value} />
      {places.kind === 'failed' ? (
        <LoadFailed title={t('failedTitle')} problem={places.problem} onAgain={() => void sites.refresh()} />
      ) : null}
      {places.kind === 'unasked' || places.kind === 'loading' ? <Loading label={common('loading')} /> : null}
      {places.kind === 'ready' ? (
        <>
          <Platforms sites={sites} platforms={places.value.platforms} />
          <OwnSites sites={sites} rows={places.value.sites} onGone={() => heading.current?.focus()} />
        </>
      ) : null}
      {sites.mayAdd.value ? <AddSite sites={sites} /> : <p class="muted">{t('locked')}</p>}
    </section>
  );
}

/** What became of the last press, seen and heard. */
function Told({ outcome }: { readonly outcome: Outcome | null }) {
  const t = useSiteTexts();
  const common = useCommonTexts();
  const [key, tone] = OUTCOME[outcome?.kind ?? 'on'];
  const said = outcome === null ? '' : t(key, { place: platformName(common, outcome.place) });
  return (
    <>
      {/* Always there, so that a screen reader hears what comes. */}
      <Announcer said={said} />
      {outcome === null ? null : <Status tone={tone} title={said} />}
    </>
  );
}

function Platforms({
  sites,
  platforms,
}: {
  readonly sites: Sites;
  readonly platforms: readonly PlatformRow[];
}) {
  const t = useSiteTexts();
  const common = useCommonTexts();
  const refused = platforms.filter(({ isAllowed }) => !isAllowed);
  return (
    <>
      <h3>{t('included')}</h3>
      <p class="muted">{t('includedText')}</p>
      <ul class="platforms">
        {platforms
          .filter(({ isAllowed }) => isAllowed)
          .map(({ id }) => (
            <li key={id} class="tag">
              {platformName(common, id)}
            </li>
          ))}
      </ul>
      {refused.length === 0 ? null : (
        <ul class="site-list">
          {refused.map(({ id }) => {
            const place = platformName(common, id);
            return (
              <li key={id}>
                <p>
                  <strong>{place}</strong> <span class="muted">{t('notAllowed')}</span>
                </p>
                <Button
                  size="s"
                  label={t('allowOf', { place })}
                  busy={sites.busy.value === id}
                  onPress={() => void sites.allow(id)}
                >
                  {t('allow')}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

function OwnSites({
  sites,
  rows,
  onGone,
}: {
  readonly sites: Sites;
  readonly rows: readonly SiteRow[];
  /** The row that had the focus is no longer there. */
  readonly onGone: () => void;
}) {
  const t = useSiteTexts();
  return (
    <>
      <h3>{t('own')}</h3>
      {rows.length === 0 ? (
        <p class="muted">{t('ownNone')}</p>
      ) : (
        <ul class="site-list">
          {rows.map(({ host, isOn, isSet, isFree }) => (
            <li key={host}>
              <p>
                <strong>{host}</strong> {isSet ? <span class="tag">{t('setMark')}</span> : null}{' '}
                <span class="muted">{t(isOn ? (isSet ? 'setOn' : 'on') : 'setToAllow')}</span>
              </p>
              {!isFree ? null : isOn ? (
                <Button
                  size="s"
                  label={t('turnOffOf', { place: host })}
                  busy={sites.busy.value === host}
                  onPress={() => void sites.turnOff(host).then(onGone)}
                >
                  {t('turnOff')}
                </Button>
              ) : (
                <Button
                  size="s"
                  kind="main"
                  label={t('allowOf', { place: host })}
                  busy={sites.busy.value === host}
                  onPress={() => void sites.turnOn(host)}
                >
                  {t('allow')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function AddSite({ sites }: { readonly sites: Sites }) {
  const t = useSiteTexts();
  const form = useRef<HTMLFormElement>(null);
  const problem = sites.problem.value;
  const isBusy = sites.busy.value !== null;
  return (
    <form
      ref={form}
      class="add-site"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // Before anything is awaited: the browser asks for a permission only at a person's press.
        void sites.add().then(() => form.current?.querySelector('input')?.focus());
      }}
    >
      <TextField
        label={t('site')}
        hint={t('siteHint')}
        error={problem === null ? null : t(PROBLEM[problem])}
        value={sites.typed.value}
        maxLength={2_000}
        spellcheck={false}
        autocomplete="off"
        placeholder="blog.example.com"
        onInput={(text) => sites.type(text)}
      />
      <div class="actions">
        <button type="submit" class="button m" aria-disabled={isBusy ? 'true' : undefined}>
          {t(isBusy ? 'working' : 'add')}
        </button>
      </div>
    </form>
  );
}
