/** True for Enter on the main keys or the number pad, outside an input method's composition. */
export function isEnter(event: KeyboardEvent): boolean {
  // keyCode 229 is how Safari and older Chromium report a key that an input method has taken.
  return event.key === 'Enter' && !event.isComposing && event.keyCode !== 229;
}

/** Ctrl+Enter or Cmd+Enter: what every composer we know publishes with, and the fail-safe guess for the others. */
export function isModEnter(event: KeyboardEvent): boolean {
  return isEnter(event) && (event.ctrlKey || event.metaKey);
}
