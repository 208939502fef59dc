import { showOverlay } from '../../components/composer/Overlay.tsx';
import overlayCss from '../../components/composer/overlay.css?inline';
import tokensCss from '../../components/ui/tokens.css?inline';
import { Examiner } from '../../utils/gate/examiner.ts';
import { putUpGate } from '../../utils/gate/routes.ts';
import { pickLocale } from '../../utils/i18n/translator.ts';
import { compile } from '../../utils/lint/linter.ts';
import { onBroadcast, send } from '../../utils/messaging.ts';
import { type Desk, openDesk } from '../../utils/overlay/desk.ts';
import { replaceEarlier } from '../../utils/overlay/host.ts';
import { composerTexts } from '../../utils/overlay/texts.ts';
import type { PlatformAdapter } from '../../utils/platforms/adapter.ts';
import { composerOf } from '../../utils/platforms/read-draft.ts';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/** Known only in this content script's own world; an update's copy has another one. */
const RUNNING = Symbol.for('signoff');

/** The background puts the script into tabs that were open before it; one that is there already stays the only one. */
function isRunning(isOrphaned: () => boolean): boolean {
  const world = globalThis as { [RUNNING]?: () => boolean };
  const other = world[RUNNING];
  if (other !== undefined && !other()) return true;
  world[RUNNING] = isOrphaned;
  return false;
}

/**
 * Wires gate, checking and overlay into one page. The gate is put up first and synchronously; it is tied to nothing a
 * page could abort, and comes down only for a newer copy of this script that has proved itself in our closed root.
 */
export function start(
  window: Window & typeof globalThis,
  adapter: PlatformAdapter,
  isOrphaned: () => boolean,
): void {
  const { document } = window;
  if (isRunning(isOrphaned)) return;
  const locale = pickLocale(window.navigator.languages);
  const examiner = new Examiner({
    adapter,
    isOrphaned,
    now: () => Date.now(),
    compile: (ruleset) => {
      const linter = compile(
        { packs: ruleset.packs, overrides: ruleset.overrides },
        { locale, now: Date.now() },
      );
      return (draft) => linter.lint(draft, { now: Date.now() });
    },
  });

  let desk: Desk | null = null;
  const takeDownGate = putUpGate(window, {
    adapter,
    isOff: () => examiner.knowledge.kind === 'unjoined',
    decide: (composer) => examiner.examine(composer).decision,
    onHeld: (held, composer, event) => desk?.held(held, composer, event),
    onReleased: (clearance) =>
      void send<'composer/released'>({ type: 'composer/released', clearance, at: Date.now() }),
  });

  let asked = 0;
  let retry = FIRST_RETRY_MS;
  const ask = async (): Promise<void> => {
    const number = ++asked;
    const reply = await send<'composer/state'>({ type: 'composer/state', platform: adapter.id });
    // An answer that was overtaken by a later question is old news.
    if (number !== asked) return;
    if (reply.ok) {
      retry = FIRST_RETRY_MS;
      try {
        examiner.learn(reply.value);
      } catch {
        // A ruleset that does not compile: the examiner has no linter now, and the gate holds.
      }
    } else if (reply.code !== 'orphaned') {
      window.setTimeout(() => void (number === asked && ask()), retry);
      retry = Math.min(retry * 2, LONGEST_RETRY_MS);
    }
    desk?.refresh();
  };

  desk = openDesk({
    window,
    adapter,
    examiner,
    texts: composerTexts(locale),
    css: tokensCss + overlayCss,
    show: showOverlay,
    onAsk: () => void ask(),
    onHandover: () => {
      if (!isOrphaned()) return false;
      takeDownGate();
      stopListening();
      window.removeEventListener('focusin', attend, { capture: true });
      window.removeEventListener('input', attend, { capture: true });
      desk?.remove();
      return true;
    },
  });

  const attend = (event: Event): void => {
    if (desk === null || desk.isOwn(event)) return;
    try {
      const composer = composerOf(adapter, event.composedPath(), document);
      if (composer === null) return;
      replaceEarlier(document, desk.element);
      desk.attend(composer);
    } catch {
      // What cannot be found cannot be shown; the gate finds out for itself at the event, and holds.
    }
  };
  window.addEventListener('focusin', attend, { capture: true, passive: true });
  window.addEventListener('input', attend, { capture: true, passive: true });

  const stopListening = onBroadcast(() => void ask());
  replaceEarlier(document, null);
  void ask();
}
