/**
 * What is typed into our views stays there. Sites listen to keys on the document (“n” opens a new post), trap focus in
 * their dialogs and could read a note while it is written; these events are stopped at `window`, before the page, and
 * handed to the overlay. Their default action, typing or pressing a focused button, happens all the same.
 */
const TYPING = [
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'input',
  'compositionstart',
  'compositionupdate',
  'compositionend',
  'paste',
  'copy',
  'cut',
] as const;

const FOCUS = ['focus', 'focusin'] as const;

/**
 * @param isOwn tells whether an event comes from our views.
 * @param onKey each keydown inside our views; only trusted ones.
 */
export function putUpShield(
  window: Window,
  isOwn: (event: Event) => boolean,
  onKey: (event: KeyboardEvent) => void,
): () => void {
  const shut = (event: Event): void => {
    if (!isOwn(event)) return;
    event.stopImmediatePropagation();
    if (event.type === 'keydown' && event.isTrusted) onKey(event as KeyboardEvent);
  };
  const shutFocus = (event: FocusEvent): void => {
    if (isOwn(event)) event.stopImmediatePropagation();
  };
  for (const type of TYPING) window.addEventListener(type, shut, { capture: true });
  for (const type of FOCUS) window.addEventListener(type, shutFocus, { capture: true });
  return () => {
    for (const type of TYPING) window.removeEventListener(type, shut, { capture: true });
    for (const type of FOCUS) window.removeEventListener(type, shutFocus, { capture: true });
  };
}
