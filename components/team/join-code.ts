/** The code that a store's page shows for joining, as a person types it. Pure. */

/** True for a code that can be one: sixteen letters and digits, however they are grouped. */
export function looksLikeCode(typed: string): boolean {
  return /^[A-Za-z0-9]{16}$/.test(typed.replace(/[\s-]/g, ''));
}

/** The code as the store shows it: upper case, four groups of four. */
export function tidyCode(typed: string): string {
  return typed
    .replace(/[\s-]/g, '')
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1-');
}
