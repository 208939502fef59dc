/** Vale's messages, whose `%s` are filled in order, as messages here, which name what they show. */

/** What Vale puts into the first, second … `%s` of a kind. */
const FILLED: Readonly<Record<string, readonly string[]>> = {
  existence: ['match', 'expected'],
  substitution: ['expected', 'match'],
  capitalization: ['match', 'expected'],
  repetition: ['token'],
  consistency: ['match', 'expected'],
  conditional: ['match', 'expected'],
  occurrence: ['count'],
  metric: ['value'],
  readability: ['value'],
};

const PLACE = /%(?:\.\d+)?[sdfvq]/g;

/** A message here, with `{match}` and the like. */
export function messageFromVale(message: string, kind: string): string {
  const names = FILLED[kind] ?? ['match'];
  let i = 0;
  return message.replace(PLACE, () => {
    const name = names[i++];
    return name === undefined ? '…' : `{${name}}`;
  });
}

/** The same back, or null when what the message shows cannot be shown in that order. */
export function messageToVale(message: string, kind: string): string | null {
  const names = FILLED[kind] ?? ['match'];
  const shown = [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  if (shown.some((name, i) => name !== names[i])) return null;
  return message.replace(/%/g, '%%').replace(/\{\w+\}/g, '%s');
}
