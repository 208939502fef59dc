/** Keys of the review screen. Pure. */
export type KeyAction =
  | 'next'
  | 'previous'
  | 'open'
  | 'approve'
  | 'request-changes'
  | 'reject'
  | 'suggest'
  | 'remark'
  | 'undo'
  | 'back'
  | 'help';

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
  readonly repeat: boolean;
}

const KEYS: Readonly<Record<string, KeyAction>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  Enter: 'open',
  a: 'approve',
  c: 'request-changes',
  r: 'reject',
  e: 'suggest',
  m: 'remark',
  u: 'undo',
  Escape: 'back',
  '?': 'help',
};

/** A held key walks the queue but decides nothing: one press, one decision. */
const REPEATS: ReadonlySet<KeyAction> = new Set(['next', 'previous']);

/**
 * @param where `typing`: in a field, where only Escape means something to the screen; `control`: on a button or link,
 * which keeps its own Enter; `reading`: in a request, where the arrows scroll
 */
export function actionOf(
  press: KeyPress,
  where: { readonly typing: boolean; readonly control: boolean; readonly reading: boolean },
): KeyAction | null {
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return null;
  const action = KEYS[press.key.length === 1 ? press.key.toLowerCase() : press.key] ?? null;
  if (action === null || (press.repeat && !REPEATS.has(action))) return null;
  if (where.typing) return action === 'back' ? 'back' : null;
  if (action === 'open' && where.control) return null;
  if (where.reading && press.key.startsWith('Arrow')) return null;
  return action;
}

const NOT_TYPED = new Set([
  'button',
  'checkbox',
  'radio',
  'submit',
  'reset',
  'range',
  'color',
  'file',
  'image',
]);

/** True when keys at `target` are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TYPED.has(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  );
}
