import { NoticesSettings } from '../../../components/notices/NoticesSettings.tsx';
import { createNotices, type NoticePorts, type Notices } from '../../../components/notices/notices.ts';
import { QuietHours } from '../../../components/notices/QuietHours.tsx';
import '../../../components/notices/notices.css';
import '../../../components/team/team.css';
import { SNOOZE_MS } from '../../../utils/notices/quiet.ts';
import { DEFAULT_SETTINGS, NO_QUIET, type NoticeSettings } from '../../../utils/notices/settings.ts';
import type { Group } from '../group.ts';

const nothing = (): void => undefined;
const NIGHTS: NoticeSettings['quiet'] = NO_QUIET.map(() => ({ from: '18:00', to: '08:00' }));
const MIXED: NoticeSettings['quiet'] = NO_QUIET.map((_, day) =>
  day === 0 || day === 6 ? { from: '00:00', to: '00:00' } : day === 3 ? { from: '11:30', to: '12:15' } : null,
);
const ALWAYS: NoticeSettings['quiet'] = NO_QUIET.map(() => ({ from: '00:00', to: '00:00' }));

/** Settings as a browser with nothing to ask has them. @param done what was pressed before the picture is taken */
function noticesOf(
  settings: Partial<NoticeSettings>,
  ports: Partial<NoticePorts> = {},
  done: (notices: Notices) => void = nothing,
): Notices {
  const notices = createNotices({
    storage: async () => ({
      loadNoticeSettings: async () => ({ ...DEFAULT_SETTINGS, ...settings }),
      saveNoticeSettings: async () => undefined,
      onNoticeSettings: () => nothing,
    }),
    permission: async () => 'granted',
    ask: async () => true,
    giveBack: async () => undefined,
    onPermissions: () => nothing,
    ...ports,
  });
  done(notices);
  return notices;
}

const STATES: Readonly<Record<string, Notices>> = {
  loading: noticesOf({}, { storage: () => new Promise(nothing) }),
  off: noticesOf({}, { permission: async () => 'missing' }),
  'off, and the browser was told no': noticesOf(
    {},
    { permission: async () => 'missing', ask: async () => false },
    (notices) => void notices.turnOn(),
  ),
  on: noticesOf({ on: true }),
  'on, with words and quiet nights': noticesOf({ on: true, words: true, topics: ['waiting'], quiet: NIGHTS }),
  'quiet for an hour': noticesOf({ on: true, snoozedUntil: Date.now() + SNOOZE_MS - 1_000 }),
  'always quiet': noticesOf({ on: true, quiet: ALWAYS }),
  'no permission any more': noticesOf({ on: true }, { permission: async () => 'missing' }),
  'hidden by the browser': noticesOf({ on: true }, { permission: async () => 'blocked' }),
  'cannot be kept': noticesOf(
    {},
    {
      storage: async () => {
        throw new Error('There is no room left on this device.');
      },
    },
  ),
};

export const NOTICES: Group = {
  NoticesSettings: Object.entries(STATES).map(([state, notices]) => ({
    state,
    show: () => <NoticesSettings notices={notices} />,
  })),
  QuietHours: Object.entries({ none: NO_QUIET, 'every night': NIGHTS, 'some days, each its own': MIXED }).map(
    ([state, quiet]) => ({
      state,
      show: () => (
        <div class="notices">
          <QuietHours quiet={quiet} onChange={nothing} />
        </div>
      ),
    }),
  ),
};
