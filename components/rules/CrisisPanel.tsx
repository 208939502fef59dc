import { useSignal } from '@preact/signals';
import { Button } from '../ui/Button.tsx';
import { useLocale } from '../ui/locale.ts';
import { formatMoment } from '../ui/time.ts';
import { type CrisisTopic, crisisTopics, switchedOff, switchedOn } from './crisis.ts';
import { messageOf } from './rows.ts';
import { useRulesTexts } from './texts.ts';
import type { Workbench } from './workbench.ts';

const HOUR = 3_600_000;
const LENGTHS = [
  { key: 'crisisDay', ms: 24 * HOUR },
  { key: 'crisisDays', ms: 72 * HOUR },
  { key: 'crisisWeek', ms: 168 * HOUR },
] as const;

/** Topic lists that are switched on for a while, in two presses, without waiting for anything else that is being edited. */
export function CrisisPanel({
  bench,
  clock = Date.now,
}: {
  readonly bench: Workbench;
  readonly clock?: () => number;
}) {
  const t = useRulesTexts();
  const locale = useLocale();
  const asked = useSignal<string | null>(null);
  const base = bench.base.value;
  const packs = bench.packs.value.flatMap(({ pack }) => pack ?? []);
  // What is in use counts here, not what is being edited.
  const topics = base === null ? [] : crisisTopics(packs, base.overrides, clock());
  if (topics.length === 0) return null;
  const isBusy = bench.publishing.value.kind === 'busy';
  const publish = (topic: CrisisTopic, ms: number | null): void => {
    asked.value = null;
    const now = clock();
    const note =
      ms === null
        ? t('crisisNoteOff', { rule: topic.name })
        : t('crisisNoteOn', { rule: topic.name, time: new Date(now + ms).toISOString().slice(0, 16) });
    void bench.publishNow(
      (inUse) => (ms === null ? switchedOff(inUse, topic.name) : switchedOn(inUse, topic.name, now, ms)),
      note,
    );
  };
  return (
    <section class="card crisis" aria-labelledby="crisis-title">
      <h2 id="crisis-title">{t('crisisTitle')}</h2>
      <p class="muted">{t('crisisText')}</p>
      <ul>
        {topics.map((topic) => {
          const { name, rule, onUntil } = topic;
          const title = messageOf(rule, locale);
          return (
            <li key={name} class={onUntil === null ? 'crisis-topic' : 'crisis-topic is-on'}>
              <p>
                <span dir="auto">{title}</span>{' '}
                <span class={onUntil === null ? 'tag' : 'tag alert'}>
                  {onUntil === null
                    ? t('crisisRests')
                    : Number.isFinite(onUntil)
                      ? t('crisisOn', { time: formatMoment(onUntil, locale) })
                      : t('crisisOnAlways')}
                </span>
              </p>
              {onUntil !== null ? (
                <Button
                  size="s"
                  busy={isBusy}
                  label={`${t('crisisSwitchOff')}: ${name}`}
                  onPress={() => publish(topic, null)}
                >
                  {t('crisisSwitchOff')}
                </Button>
              ) : asked.value === name ? (
                <fieldset class="actions">
                  <legend>{t('crisisFor')}</legend>
                  {LENGTHS.map(({ key, ms }) => (
                    <Button key={key} size="s" kind="main" busy={isBusy} onPress={() => publish(topic, ms)}>
                      {t(key)}
                    </Button>
                  ))}
                  <Button
                    size="s"
                    kind="quiet"
                    onPress={() => {
                      asked.value = null;
                    }}
                  >
                    {t('cancel')}
                  </Button>
                </fieldset>
              ) : (
                <Button
                  size="s"
                  busy={isBusy}
                  label={`${t('crisisSwitchOn')}: ${name}`}
                  onPress={() => {
                    asked.value = name;
                  }}
                >
                  {t('crisisSwitchOn')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
