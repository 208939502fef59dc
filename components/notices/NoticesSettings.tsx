import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { quietAt, SNOOZE_MS } from '../../utils/notices/quiet.ts';
import { type NoticeSettings, TOPICS } from '../../utils/notices/settings.ts';
import { useOptionsTexts } from '../team/texts.ts';
import { Button } from '../ui/Button.tsx';
import { useLocale } from '../ui/locale.ts';
import { Loading, Status } from '../ui/Status.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';
import { formatMoment } from '../ui/time.ts';
import type { Notices } from './notices.ts';
import { QuietHours } from './QuietHours.tsx';

const TOPIC_KEY = {
  waiting: 'noticesWaiting',
  own: 'noticesOwn',
  pauses: 'noticesPauses',
} as const satisfies Record<(typeof TOPICS)[number], string>;

/** Whether this browser tells its user of news by desktop notices, of which, and when not. */
export function NoticesSettings({ notices }: { readonly notices: Notices }) {
  const t = useOptionsTexts();
  const common = useCommonTexts();
  const id = useId();
  useEffect(() => notices.start(), [notices]);
  const settings = notices.settings.value;
  const failure = notices.failure.value;
  return (
    <section class="card notices" aria-labelledby={id}>
      <h2 id={id}>{t('noticesTitle')}</h2>
      <p class="muted">{t('noticesText')}</p>
      <div role="alert">
        {failure === null ? null : (
          <Status tone="block" title={t('failureTitle')}>
            <p>{problemText(common, failure)}</p>
          </Status>
        )}
      </div>
      {settings === null && failure === null ? <Loading label={common('loading')} /> : null}
      {settings === null ? null : <Permission notices={notices} isOn={settings.on} />}
      {settings?.on === true ? <Wishes notices={notices} settings={settings} /> : null}
    </section>
  );
}

/** The switch, and what the browser says of it. */
function Permission({ notices, isOn }: { readonly notices: Notices; readonly isOn: boolean }) {
  const t = useOptionsTexts();
  const permission = notices.permission.value;
  return (
    <>
      {isOn && permission === 'missing' ? (
        <Status
          tone="warn"
          title={t('noticesMissingTitle')}
          actions={
            <Button kind="main" size="s" onPress={() => void notices.turnOn()}>
              {t('noticesAllow')}
            </Button>
          }
        >
          <p>{t('noticesMissingText')}</p>
        </Status>
      ) : null}
      {isOn && permission === 'blocked' ? (
        <Status tone="warn" title={t('noticesBlockedTitle')}>
          <p>{t('noticesBlockedText')}</p>
        </Status>
      ) : null}
      <div role="status">
        {notices.isDeclined.value && permission === 'missing' ? <p>{t('noticesDeclined')}</p> : null}
      </div>
      <div class="actions">
        <Button
          kind={isOn ? 'plain' : 'main'}
          onPress={() => void (isOn ? notices.turnOff() : notices.turnOn())}
        >
          {t(isOn ? 'noticesTurnOff' : 'noticesTurnOn')}
        </Button>
      </div>
    </>
  );
}

function Wishes({ notices, settings }: { readonly notices: Notices; readonly settings: NoticeSettings }) {
  const t = useOptionsTexts();
  const hint = useId();
  return (
    <>
      <fieldset>
        <legend>{t('noticesTopics')}</legend>
        {TOPICS.map((topic) => (
          <label key={topic} class="check">
            <input
              type="checkbox"
              checked={settings.topics.includes(topic)}
              onChange={({ currentTarget: { checked } }) =>
                void notices.change({
                  topics: TOPICS.filter((one) => (one === topic ? checked : settings.topics.includes(one))),
                })
              }
            />
            {t(TOPIC_KEY[topic])}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{t('noticesPrivacy')}</legend>
        <label class="check">
          <input
            type="checkbox"
            checked={settings.words}
            aria-describedby={hint}
            onChange={({ currentTarget: { checked } }) => void notices.change({ words: checked })}
          />
          {t('noticesWords')}
        </label>
        <p class="hint" id={hint}>
          {t('noticesWordsHint')}
        </p>
      </fieldset>
      <QuietHours quiet={settings.quiet} onChange={(quiet) => void notices.change({ quiet })} />
      <Snooze notices={notices} settings={settings} />
    </>
  );
}

const TICK_MS = 30_000;

/** Whether it is quiet now, and an hour of quiet at a press. */
function Snooze({ notices, settings }: { readonly notices: Notices; readonly settings: NoticeSettings }) {
  const t = useOptionsTexts();
  const locale = useLocale();
  const now = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = Date.now();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [now]);
  const quiet = quietAt(settings, now.value);
  const said =
    quiet.kind === 'until'
      ? t('noticesQuietUntil', { time: formatMoment(quiet.at, locale) })
      : quiet.kind === 'never-ends'
        ? t('noticesQuietAlways')
        : '';
  const isSnoozed = settings.snoozedUntil > now.value;
  return (
    <div class="notices-now">
      <p role="status">{said}</p>
      <div class="actions">
        <Button
          size="s"
          pressed={isSnoozed}
          onPress={() => {
            now.value = Date.now();
            void notices.change({ snoozedUntil: isSnoozed ? 0 : now.value + SNOOZE_MS });
          }}
        >
          {t('noticesSnooze')}
        </Button>
      </div>
    </div>
  );
}
