/** Looks at a page for the self-check. Reads what adapter and engines read, and keeps nothing of it but counts. */
import { engineFor } from '../editors/registry.ts';
import type { Knowledge } from '../gate/decide.ts';
import type { Composer, PlatformAdapter } from '../platforms/adapter.ts';
import { isVisible } from '../platforms/dom.ts';
import type { ComposerReport, EditorPlace, EditorReport, PageReport } from './report.ts';

export interface DoctorPorts {
  readonly window: Window & typeof globalThis;
  readonly adapter: PlatformAdapter;
  readonly knowledge: Knowledge;
  readonly hasEngine: boolean;
  readonly secondLine: PageReport['secondLine'];
}

/** Runs a step; a failure is told by its name and the kind of error only. */
function step<T>(failures: string[], name: string, work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    failures.push(`${name}: ${error instanceof Error ? error.name : 'failed'}`);
    return otherwise;
  }
}

function placeOf(editor: HTMLElement, document: Document): EditorPlace {
  if (editor.ownerDocument !== document) return 'frame';
  const tree = editor.getRootNode();
  if (tree === document || !('mode' in tree)) return 'page';
  return (tree as ShadowRoot).mode === 'closed' ? 'closed shadow root' : 'shadow root';
}

function editorReport(editor: HTMLElement, document: Document, failures: string[]): EditorReport {
  const engine = engineFor(editor);
  const isRead = step(
    failures,
    `reading ${engine.id}`,
    () => typeof engine.read(editor).text === 'string',
    false,
  );
  return { engine: engine.id, place: placeOf(editor, document), isRead };
}

function composerReport(adapter: PlatformAdapter, composer: Composer, document: Document): ComposerReport {
  const failures: string[] = [];
  const editors = composer.editors.map((editor) => editorReport(editor, document, failures));
  const media = step(
    failures,
    'media',
    () => composer.editors.flatMap((_, part) => adapter.media(composer, part)),
    [],
  );
  // What the draft is told by as well; only whether it can be read matters here.
  for (const name of ['replyTo', 'quotes', 'scheduledFor'] as const)
    step(failures, name, () => adapter[name](composer), null);
  return {
    editors,
    publishControls: {
      found: composer.publishControls.length,
      visible: composer.publishControls.filter(isVisible).length,
    },
    hasPillAnchor: step(failures, 'pill', () => adapter.pillAnchor(composer) !== null, false),
    seesAccount: step(failures, 'account', () => adapter.account(composer) !== null, false),
    media: { found: media.length, digested: media.filter(({ digest }) => digest !== null).length },
    failures,
  };
}

/** The self-check of this frame. Never throws. */
export function examinePage({ window, adapter, knowledge, hasEngine, secondLine }: DoctorPorts): PageReport {
  const { document } = window;
  const failures: string[] = [];
  const composers = step(failures, 'finding composers', () => adapter.findComposers(document), []);
  const joined = knowledge.kind === 'joined' ? knowledge : null;
  return {
    platform: adapter.id,
    adapter: adapter.name,
    host: window.location.hostname,
    knowledge: knowledge.kind,
    connection: joined?.connection ?? null,
    ruleset: joined?.ruleset?.version ?? null,
    hasEngine,
    hasHighlights: window.CSS?.highlights !== undefined,
    secondLine,
    composers: composers.map((composer) => composerReport(adapter, composer, document)),
    failures,
  };
}
