import type { ActionPlan } from '../lint/action.ts';
import { planPattern } from '../lint/regex/plan.ts';
import type { PatternSource } from './kinds/kind.ts';
import type { Action } from './schema/action.ts';

/** @throws PatternError when the pattern of an `edit` cannot be used */
export function planAction(action: Action | undefined): ActionPlan | null {
  switch (action?.name) {
    case 'replace':
      return action.params === undefined || action.params.length === 0
        ? null
        : { name: 'replace', texts: action.params };
    case 'remove':
      return { name: 'replace', texts: [''] };
    case 'convert':
      return { name: 'simple' };
    case 'edit': {
      const [what, text] = action.params;
      switch (what) {
        case 'regex':
          return {
            name: 'regex',
            pattern: planPattern(text, { ignoreCase: false }),
            text: numbered(action.params[2], text),
          };
        case 'split':
          return { name: 'split', at: text, index: Number(action.params[2]) };
        case 'truncate':
          return { name: 'split', at: text, index: 0 };
        default:
          return { name: 'trim', signs: text, left: what !== 'trim_right', right: what !== 'trim_left' };
      }
    }
    default:
      return null;
  }
}

/** The pattern of an action and its place in the rule. */
export function actionPatterns(action: Action | undefined): PatternSource[] {
  if (action?.name !== 'edit' || action.params[0] !== 'regex') return [];
  return [{ path: ['action', 'params', 1], source: action.params[1] }];
}

/** A replacement whose named groups are called by their numbers, which is all that a compiled pattern knows. */
function numbered(replacement: string, pattern: string): string {
  const names = new Map<string, number>();
  let count = 0;
  for (const [group, name] of pattern.matchAll(/\\.|\[\^?\]?(?:\\.|[^\]])*\]|\((?:\?P?<(\w+)>|(?!\?))/gs)) {
    if (!group.startsWith('(')) continue;
    count++;
    if (name !== undefined) names.set(name, count);
  }
  return replacement.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (whole, braced?: string, plain?: string) => {
    const number = names.get(braced ?? plain ?? '');
    return number === undefined ? whole : `\${${number}}`;
  });
}
