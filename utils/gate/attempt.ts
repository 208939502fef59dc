/** Which events of a page are attempts to publish. Looks at the page as it is now; remembers nothing. */
import type { Composer, PlatformAdapter } from '../platforms/adapter.ts';
import { eventPath, pathOf } from '../platforms/dom.ts';
import { ownLabel } from '../platforms/labelled.ts';
import { labelMeaning } from '../platforms/publish-words.ts';
import { composerOf, isPublishControl } from '../platforms/read-draft.ts';
import { isEnter, isModEnter } from '../platforms/shortcut.ts';

/**
 * Everything a site may act on, from the first touch to the form's own submit. A handler on any of these publishes,
 * so each is looked at; `click` alone misses handlers on the pointer phases and Ctrl+Enter.
 */
export const ROUTES = [
  'pointerdown',
  'mousedown',
  'touchstart',
  'pointerup',
  'mouseup',
  'touchend',
  'click',
  'dblclick',
  'keydown',
  'keypress',
  'keyup',
  'submit',
] as const;
export type Route = (typeof ROUTES)[number];

/** The routes on which an attempt is complete, and people are told. A held `touchend` is followed by no click. */
const FINAL: ReadonlySet<string> = new Set(['touchend', 'click', 'keydown', 'submit']);

export interface Attempt {
  readonly composer: Composer;
  readonly event: Event;
  /** False for what leads up to the act, such as `pointerdown`. */
  readonly final: boolean;
  /** True for what publishes. A `touchend` may end a swipe that began on the button; a tap's click comes after it. */
  readonly publishes: boolean;
}

/** The attempt to publish that this event is, or null. May throw when the adapter does. */
export function attemptOf(adapter: PlatformAdapter, event: Event, document: Document): Attempt | null {
  const path = eventPath(event);
  const composer = isKey(event)
    ? composerOfKey(adapter, event, path, document)
    : event.type === 'submit'
      ? composerOfSubmit(adapter, event, path, document)
      : (composerOfControl(adapter, path, document) ?? composerBehind(adapter, event, document));
  const final = FINAL.has(event.type);
  return composer && { composer, event, final, publishes: final && event.type !== 'touchend' };
}

// Not `instanceof`: an event of another frame's realm must count as well.
const isKey = (event: Event): event is KeyboardEvent => event.type.startsWith('key');

function composerOfControl(
  adapter: PlatformAdapter,
  path: readonly EventTarget[],
  document: Document,
): Composer | null {
  const composer = composerOf(adapter, path, document);
  return composer !== null && isPublishControl(composer, path) ? composer : null;
}

/**
 * The page presses something in a closed shadow root, and nothing tells what: it counts as the publish control that
 * stands there.
 */
function composerBehind(adapter: PlatformAdapter, event: Event, document: Document): Composer | null {
  const [target] = event.composedPath();
  if (event.isTrusted || target === undefined) return null;
  const isInside = (control: HTMLElement): boolean =>
    control !== target &&
    pathOf(control).includes(target as Node) &&
    control.getRootNode() !== (target as Node).getRootNode();
  return (
    adapter.findComposers(document).find(({ publishControls }) => publishControls.some(isInside)) ?? null
  );
}

function composerOfKey(
  adapter: PlatformAdapter,
  event: KeyboardEvent,
  path: readonly EventTarget[],
  document: Document,
): Composer | null {
  const shortcut = adapter.isPublishShortcut(event);
  const enter = isEnter(event) || event.keyCode === 13;
  const space = event.key === ' ';
  if (!shortcut && !enter && !(space && !isTyping(path[0]))) return null;
  const composer = composerOf(adapter, path, document);
  if (composer === null) return null;
  if (isPublishControl(composer, path) && (enter || space)) return composer;
  const inEditor = composer.editors.some((editor) => path.includes(editor));
  // Elsewhere in the composer, a warning field or a title, the shortcut of all platforms counts.
  return shortcut && (inEditor || isModEnter(event)) ? composer : null;
}

function composerOfSubmit(
  adapter: PlatformAdapter,
  event: Event,
  path: readonly EventTarget[],
  document: Document,
): Composer | null {
  const form = path[0];
  if (!isNode(form) || savesOnly(event)) return null;
  const holds = (composer: Composer): boolean =>
    [...composer.publishControls, ...composer.editors].some((element) => form.contains(element));
  const composer = composerOf(adapter, path, document);
  if (composer !== null) return holds(composer) || composer.publishControls.length === 0 ? composer : null;
  return adapter.findComposers(document).find(holds) ?? null;
}

/** A form may have a second button of its own, which saves the draft. */
function savesOnly(event: Event): boolean {
  const { submitter } = event as Partial<SubmitEvent>;
  return submitter != null && labelMeaning(ownLabel(submitter) ?? '') === 'does-not';
}

const isNode = (target: EventTarget | undefined): target is Node =>
  target !== undefined && 'nodeType' in target;

function isTyping(target: EventTarget | undefined): boolean {
  if (!isNode(target) || target.nodeType !== 1) return false;
  const element = target as HTMLElement;
  return element.isContentEditable || element.localName === 'textarea' || element.localName === 'input';
}

const BUTTON = 'button, [role="button"], input[type="submit"], input[type="button"]';

/**
 * When the adapter fails, no composer can be named. What then still looks like publishing: a press on a button in a
 * form or dialog that has an editor, Ctrl/Cmd+Enter in an editor, a form with an editor that submits.
 */
export function looksLikePublishing(event: Event): boolean {
  const path = event
    .composedPath()
    .filter((target): target is Element => isNode(target) && target.nodeType === 1);
  const [target] = path;
  if (target === undefined) return false;
  const near = path.find((element) => element.matches('form, dialog, [role="dialog"]'));
  const hasEditor = near?.querySelector('textarea, [contenteditable="true"]') != null;
  if (event.type === 'submit') return hasEditor;
  if (isKey(event)) {
    if (isModEnter(event)) return isTyping(target);
    if (!isEnter(event) && event.key !== ' ') return false;
    if (isTyping(target)) return false;
  }
  return hasEditor && path.some((element) => element.matches(BUTTON));
}
