import { expandNamed } from './fixes.ts';
import { type PatternPlan, patternOf } from './regex/pattern.ts';

/** What a rule's `action` makes of a hit's text; made by `planAction`. */
export type ActionPlan =
  | { readonly name: 'replace'; readonly texts: readonly string[] }
  | { readonly name: 'simple' }
  | { readonly name: 'regex'; readonly pattern: PatternPlan; readonly text: string }
  | { readonly name: 'trim'; readonly signs: string; readonly left: boolean; readonly right: boolean }
  | { readonly name: 'split'; readonly at: string; readonly index: number };

/** From a hit's text to what is offered in its place. Linear in the text. */
export type RunAction = (observed: string) => readonly string[];

const NOTHING: RunAction = () => [];

/** Runs an action as Vale does (internal/check/action.go); what it cannot be run on gets no offer. */
export function actionOf(plan: ActionPlan | null): RunAction {
  switch (plan?.name) {
    case 'replace':
      return () => plan.texts;
    case 'simple':
      return (observed) => [simple(observed)];
    case 'regex': {
      const pattern = patternOf(plan.pattern);
      return (observed) => {
        let done = 0;
        let edited = '';
        for (const match of pattern.findAll(observed)) {
          const whole = observed.slice(match.start, match.end);
          edited += observed.slice(done, match.start);
          edited += expandNamed(plan.text, whole, pattern.groups(observed, match));
          done = match.end;
        }
        return [(edited + observed.slice(done)).trim()];
      };
    }
    case 'trim':
      return (observed) => [trimmed(observed, plan).trim()];
    case 'split':
      return (observed) => {
        const piece = observed.split(plan.at)[plan.index];
        return piece === undefined ? [] : [piece.trim()];
      };
    default:
      return NOTHING;
  }
}

function trimmed(text: string, { signs, left, right }: ActionPlan & { readonly name: 'trim' }): string {
  const all = [...text];
  const set = new Set(signs);
  let [start, end] = [0, all.length];
  while (left && start < end && set.has(all[start] ?? '')) start++;
  while (right && end > start && set.has(all[end - 1] ?? '')) end--;
  return all.slice(start, end).join('');
}

/** Words in small letters, a blank at each change from small to capital and in place of each sign (twine’s `Simple`). */
function simple(text: string): string {
  let written = '';
  let bytes = 0;
  let before = ' ';
  for (const sign of text) {
    const isWord = /[\p{L}\p{N}]/u.test(sign);
    const isChange = bytes > 1 && /\p{Ll}/u.test(before) && /\p{Lu}/u.test(sign);
    if (isChange || !isWord) written += ' ';
    if (isWord) written += sign.toLowerCase();
    before = sign;
    bytes += sign.charCodeAt(0) < 0x80 ? 1 : 2;
  }
  return written.trim().replace(/ +/g, ' ');
}
