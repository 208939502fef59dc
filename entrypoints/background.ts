import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import type backgroundEn from '../assets/locales/en/background.json';
import type composerEn from '../assets/locales/en/composer.json';
import { catalogsFrom } from '../utils/i18n/catalogs.ts';
import { followingTranslator } from '../utils/i18n/following.ts';
import { pickLocale } from '../utils/i18n/translator.ts';
import { spokenLocale } from '../utils/managed/language.ts';
import { mayConnect } from '../utils/managed/settings.ts';
import { onManagedChange, readManaged } from '../utils/managed/storage.ts';
import { type Handlers, listen } from '../utils/messaging/listen.ts';
import { createNotices } from '../utils/notices/notices.ts';
import { adapterFor } from '../utils/platforms/registry.ts';
import { createClient } from '../utils/sync/client.ts';
import {
  askApproval,
  notJoined,
  overrideOwn,
  published,
  released,
  sendVersion,
  withdraw,
} from '../utils/sync/commands.ts';
import { createDatabase, readMeta } from '../utils/sync/db.ts';
import '../utils/sync/no-eval.ts';
import { describeDevice } from '../utils/sync/device-name.ts';
import { createEngine } from '../utils/sync/engine.ts';
import {
  goodExamples,
  listOwnRequests,
  listRequests,
  loadComposerRuleset,
  loadContext,
} from '../utils/sync/local.ts';
import { joinTeam, leaveTeam, managed } from '../utils/sync/membership.ts';
import { createPlanner } from '../utils/sync/planner.ts';
import { postChange } from '../utils/sync/signals.ts';
import { registerSites, switchableHost, switchedOnSites } from '../utils/sync/sites.ts';
import { announce, injectLinter, injectOpenTabs } from '../utils/sync/tabs.ts';
import { explainIn } from '../utils/sync/texts.ts';
import { badgeCount, buildComposerState } from '../utils/sync/view.ts';

const SYNC_ALARM = 'sync';
/**
 * What is missed without a socket waits no longer than this. Chrome keeps no shorter period, and the socket's own beat
 * keeps its worker. In Firefox only events do: every 30 s the page would end together with the alarm that wakes it.
 */
const SYNC_MINUTES = import.meta.env.FIREFOX ? 1 / 3 : 1 / 2;
const BADGE_COLOUR = '#3b5bdb';

const TEXTS = catalogsFrom<typeof backgroundEn>(
  import.meta.glob('../assets/locales/*/background.json', { eager: true, import: 'default' }),
);

/** What authors read in composers: the scripts there have English alone. */
const COMPOSER = catalogsFrom<typeof composerEn>(
  import.meta.glob('../assets/locales/*/composer.json', { eager: true, import: 'default' }),
);

export default defineBackground(() => {
  let locale = pickLocale([browser.i18n.getUILanguage()]);
  const t = followingTranslator(() => locale, TEXTS);
  const db = createDatabase();
  let planner = createPlanner(locale);
  /** What the organisation has set is known only after a moment; nothing that lasts is said before. */
  const spoken = spokenLocale().then((set) => {
    if (set === locale) return;
    locale = set;
    planner = createPlanner(set);
  });

  async function showBadge(): Promise<void> {
    await spoken;
    const { context, waiting } = await db.read(async (tx) => ({
      context: await loadContext(tx),
      waiting: await listRequests(tx, ['waiting']),
    }));
    const count = badgeCount(context, waiting, Date.now());
    const revoked = context.connection !== null && context.link.state === 'revoked';
    const title =
      context.connection === null
        ? t('titleUnjoined')
        : revoked
          ? t('titleRevoked')
          : count > 0
            ? t('titleWaiting', { count })
            : t('titleIdle');
    await browser.action.setBadgeBackgroundColor({ color: BADGE_COLOUR });
    await browser.action.setBadgeText({
      text: revoked ? '!' : count === 0 ? '' : count > 99 ? '99+' : `${count}`,
    });
    await browser.action.setTitle({ title });
  }

  let showing: Promise<void> | null = null;
  let showAgain = false;
  /** Badge, pages and composers, once more if something changes meanwhile; notices keep their own time. */
  function changed(): void {
    postChange();
    void spoken.then(() => notices.tell());
    if (showing !== null) {
      showAgain = true;
      return;
    }
    showing = (async () => {
      do {
        showAgain = false;
        const done = await Promise.allSettled([showBadge(), announce()]);
        for (const one of done) if (one.status === 'rejected') reportError(one.reason);
      } while (showAgain);
      showing = null;
    })();
  }

  const engine = createEngine({ db, changed });
  const notices = createNotices(db, () => locale, kept);
  notices.start();

  /** After something new is in the outbox: show it, and send it without keeping anyone waiting for the store. */
  function kept(): void {
    changed();
    void engine.sync('now');
  }

  function deviceName(): string {
    const device = describeDevice(navigator.userAgent);
    return device === null ? t('deviceUnknown') : t('deviceName', device);
  }

  const handlers: Handlers = {
    async 'composer/state'(message) {
      await spoken;
      return db.read(async (tx) => {
        const { platform, knownRuleset } = message;
        const context = await loadContext(tx);
        const source = {
          context,
          ruleset: await loadComposerRuleset(tx, context, knownRuleset ?? null, planner),
          requests: await listOwnRequests(tx, platform),
          clearances: await tx.objectStore('clearances').getAll(),
        };
        return buildComposerState(source, platform, Date.now());
      });
    },
    async 'composer/texts'({ languages }) {
      const wanted = await spokenLocale(languages);
      return { locale: wanted, messages: wanted === 'en' ? null : (COMPOSER[wanted] ?? null) };
    },
    async 'composer/linter'(_message, _platform, from) {
      if (from !== null) await injectLinter(from);
      return {};
    },
    async 'composer/request'(message) {
      const request = await askApproval(db, message.submission);
      kept();
      return { request };
    },
    async 'composer/send-version'(message) {
      await sendVersion(db, message.request, message.number, message.submission);
      kept();
      return { request: message.request };
    },
    async 'composer/withdraw'(message, platform) {
      await withdraw(db, message.request, platform);
      kept();
      return {};
    },
    async 'composer/override'(message, platform) {
      await overrideOwn(db, platform, message);
      kept();
      return {};
    },
    async 'composer/released'(message) {
      await released(db, message.clearance, message.at);
      kept();
      return {};
    },
    async 'composer/published'({ clearance, posts, at }) {
      await published(db, clearance, posts, at);
      kept();
      return {};
    },
    'composer/examples': ({ pack, rule }) =>
      db.read(async (tx) => ({ good: await goodExamples(tx, pack, rule) })),
    async 'composer/ask-words'({ pack, rule, words, note }) {
      const connection = await db.read((tx) => readMeta(tx, 'connection'));
      if (connection === undefined) throw notJoined();
      await createClient(connection).askWords({ ask: crypto.randomUUID(), pack, rule, words, note });
      return {};
    },
    async 'page/join'(message) {
      const { store, code, verifier } = message;
      const { settings } = await readManaged();
      if (!mayConnect(settings, store)) throw managed();
      const { team, member } = await joinTeam(db, {
        store,
        code,
        verifier,
        deviceName: deviceName(),
        onlyTeam: settings.team,
      });
      await engine.restart();
      return { team: team.name, member: member.name };
    },
    async 'page/leave'() {
      if ((await readManaged()).settings.lockConnection === true) throw managed();
      await leaveTeam(db);
      await engine.restart();
      return {};
    },
    async 'page/flush'() {
      changed();
      await engine.sync('now');
      return {};
    },
    async 'page/sync'() {
      await engine.sync('now');
      return {};
    },
  };

  let sites: ReadonlyMap<string, string> = new Map();
  listen(
    handlers,
    (place) => adapterFor(place)?.id ?? sites.get(place.hostname) ?? null,
    (error) => explainIn(locale)(error),
    async ({ url }) => {
      // The popup changes them; read again for each message of a page that is no platform's.
      if (switchableHost(url) !== null) sites = await switchedOnSites();
    },
  );
  const settleSites = (): void => {
    registerSites().catch(reportError);
  };
  browser.permissions.onRemoved.addListener(settleSites);
  onManagedChange(settleSites);

  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === SYNC_ALARM) void engine.sync('floor');
  });

  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install')
      void readManaged().then(({ settings }) => {
        if (settings.skipWelcome !== true)
          return browser.tabs.create({ url: new URL('/welcome.html', location.origin).href });
      });
    if (import.meta.env.CHROME) void injectOpenTabs();
  });

  // Being listened to is what wakes the background when the browser starts; the start below does the rest.
  browser.runtime.onStartup.addListener(() => undefined);

  async function start(): Promise<void> {
    settleSites();
    // Before Chrome 150 alarms may be lost with a session: https://developer.chrome.com/docs/extensions/reference/api/alarms
    if ((await browser.alarms.get(SYNC_ALARM))?.periodInMinutes !== SYNC_MINUTES)
      await browser.alarms.create(SYNC_ALARM, { periodInMinutes: SYNC_MINUTES });
    // The last worker may have been ended between writing and telling.
    changed();
    await engine.sync('now');
  }
  void start();
});
