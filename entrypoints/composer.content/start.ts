import { showOverlay } from '../../components/composer/Overlay.tsx';
import overlayCss from '../../components/composer/overlay.css?inline';
import tokensCss from '../../components/ui/tokens.css?inline';
import { Examiner } from '../../utils/gate/examiner.ts';
import { offeredLinter } from '../../utils/gate/linter-loader.ts';
import { reporter } from '../../utils/gate/report.ts';
import { putUpGate } from '../../utils/gate/routes.ts';
import { SecondLine } from '../../utils/gate/second-line.ts';
import type { LintResult } from '../../utils/lint/finding.ts';
import { noteMedia } from '../../utils/media/page-media.ts';
import type { VerifiedClearance } from '../../utils/messages.ts';
import { onBroadcast, send } from '../../utils/messaging.ts';
import { attendComposers } from '../../utils/overlay/attend.ts';
import { type Desk, openDesk } from '../../utils/overlay/desk.ts';
import { replaceEarlier } from '../../utils/overlay/host.ts';
import { spokenTexts } from '../../utils/overlay/spoken-texts.ts';
import { hasEndpoints } from '../../utils/page-world/endpoints.ts';
import { standLine } from '../../utils/page-world/line.ts';
import { awaitNews, tellNews } from '../../utils/page-world/news.ts';
import type { Composer, PlatformAdapter } from '../../utils/platforms/adapter.ts';
import { deepActive, pathOf } from '../../utils/platforms/dom.ts';
import { composerOf, readDraft } from '../../utils/platforms/read-draft.ts';
import { openPort } from '../../utils/tools/page-port.ts';

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
  const { texts, speak } = spokenTexts();
  const spoken = send<'composer/texts'>({
    type: 'composer/texts',
    languages: [...window.navigator.languages],
  }).then((reply) => reply.ok && speak(reply.value));
  let isFetching = false;
  /** Asks for the lint engine until it is here. */
  const fetchLinter = async (): Promise<void> => {
    if (isFetching) return;
    isFetching = true;
    for (let wait = FIRST_RETRY_MS; offeredLinter() === null; wait = Math.min(wait * 2, LONGEST_RETRY_MS)) {
      const reply = await send<'composer/linter'>({ type: 'composer/linter' });
      if (!reply.ok && reply.code === 'orphaned') break;
      if (offeredLinter() !== null) break;
      await new Promise((resolve) => window.setTimeout(resolve, wait));
    }
    isFetching = false;
    tellNews(curious);
    desk?.refresh();
  };
  const examiner = new Examiner({
    adapter,
    isOrphaned,
    now: () => Date.now(),
    sendForEngine: () => void fetchLinter(),
    load: (plan) => {
      const loadLinter = offeredLinter();
      if (loadLinter === null) return null;
      const linter = loadLinter(plan, { now: Date.now() });
      let last: LintResult | null = null;
      return (draft, declared) => {
        const context = { now: Date.now(), context: declared };
        last = last === null ? linter.lint(draft, context) : linter.update(last, draft, context);
        return last;
      };
    },
  });

  const report = reporter({
    send: send<'composer/released'>,
    wait: (ms, then) => void window.setTimeout(then, ms),
  });
  const reportPosts = reporter({
    send: send<'composer/published'>,
    wait: (ms, then) => void window.setTimeout(then, ms),
  });
  let desk: Desk | null = null;
  const onReleased = (clearance: VerifiedClearance): void =>
    report({ type: 'composer/released', clearance, at: Date.now() });
  const gate = putUpGate(window, {
    adapter,
    // What happens in our closed root has our element as its first target; the page's own inside it would not.
    isOwn: ([target]) => desk !== null && target === desk.element,
    isOff: () => examiner.knowledge.kind === 'unjoined',
    decide: (composer) => {
      const { draft, decision } = examiner.examine(composer);
      if (decision.kind === 'open') second.note(draft, decision.release);
      return decision;
    },
    onHeld: (held, composer, event) => desk?.held(held, composer, event),
    onReleased,
  });

  // What is sent without any press of a button is decided behind the page's buttons, where requests can be seen.
  const composerInUse = (): Composer | null =>
    composerOf(adapter, pathOf(deepActive(document)), document) ?? adapter.findComposers(document)[0] ?? null;
  const second = new SecondLine({
    knowledge: () => examiner.knowledge,
    decide: (texts) => examiner.judge(texts, composerInUse()),
    onRefused: (held) => desk?.refused(held, composerInUse()),
    onReleased,
    now: () => Date.now(),
  });
  let named = 0;
  const curious = new Set<(isLast: boolean) => void>();
  const line = standLine(document, {
    judge: (texts, isLast) => second.judge(texts, isLast),
    whenMoreIsKnown: (then) => awaitNews(window, curious, then),
    onPublished(release, posts) {
      named += posts.length;
      if (release !== null && posts.length > 0)
        reportPosts({ type: 'composer/published', clearance: release, posts, at: Date.now() });
    },
  });

  const closePort = openPort({
    window,
    adapter,
    knowledge: () => examiner.knowledge,
    hasEngine: () => offeredLinter() !== null,
    secondLine: () => ({
      isPresent: line.isPresent,
      isPossible: hasEndpoints(adapter.id),
      ...second.counts,
      named,
    }),
    composer: composerInUse,
    read: (composer) => readDraft(adapter, composer).draft,
  });

  const stopNotingMedia = noteMedia(window, () => desk?.refresh());

  let asked = 0;
  let retry = FIRST_RETRY_MS;
  const ask = async (): Promise<void> => {
    const number = ++asked;
    const reply = await send<'composer/state'>({
      type: 'composer/state',
      platform: adapter.id,
      knownRuleset: examiner.knownRuleset,
    });
    await spoken;
    // An answer that was overtaken by a later question is old news.
    if (number !== asked) return;
    if (reply.ok) {
      retry = FIRST_RETRY_MS;
      try {
        examiner.learn(reply.value);
      } catch {
        // A ruleset that cannot be loaded: the examiner has no linter now, and the gate holds.
      }
    } else if (reply.code !== 'orphaned') {
      window.setTimeout(() => void (number === asked && ask()), retry);
      retry = Math.min(retry * 2, LONGEST_RETRY_MS);
    }
    tellNews(curious);
    desk?.refresh();
  };

  desk = openDesk({
    window,
    adapter,
    examiner,
    texts,
    css: tokensCss + overlayCss,
    show: showOverlay,
    onAsk: () => void ask(),
    onHandover: () => {
      if (!isOrphaned()) return false;
      gate.takeDown();
      line.stop();
      stopListening();
      closePort();
      stopNotingMedia();
      stopAttending();
      desk?.remove();
      return true;
    },
  });

  const { isOwn, knows } = desk;
  const stopAttending = attendComposers({
    window,
    adapter,
    isOwn,
    knows,
    onComposer(composer, isNew) {
      if (isNew) replaceEarlier(document, desk?.element ?? null);
      for (const editor of isNew ? composer.editors : []) gate.guard(editor.getRootNode());
      desk?.attend(composer);
    },
  });

  const stopListening = onBroadcast(() => void ask());
  replaceEarlier(document, null);
  void ask();
}
