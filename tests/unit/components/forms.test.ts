import { describe, expect, it } from 'vitest';
import { formsFor } from '../../../components/review/forms.ts';
import { itemOf } from '../../../components/review/queue.ts';
import { standingOf } from '../../../components/review/standing.ts';
import type { Role } from '../../../utils/api/ids.ts';
import { KARI, local, member, NOW, OLA } from './samples.ts';

describe('what can be done about a request beside deciding', () => {
  const forms = (who: typeof KARI, roles: Role[], state: 'waiting' | 'changes-requested' | 'approved') => {
    const request = local('1', { author: OLA, state });
    const item = itemOf(request);
    return item === null
      ? null
      : formsFor(item, member(who, roles), standingOf(request, member(who, roles), NOW));
  };

  it.each([
    ['a reviewer, of what waits', KARI, ['reviewer'], 'waiting', ['remark', 'suggest', 'delegate']],
    ['a reviewer, of what is approved', KARI, ['reviewer'], 'approved', ['remark']],
    ['an admin, of what waits', KARI, ['admin'], 'waiting', ['remark', 'suggest', 'end']],
    ['its author', OLA, ['author'], 'changes-requested', ['remark']],
    ['an auditor', KARI, ['auditor'], 'waiting', []],
  ] as const)('%s', (_, who, roles, state, expected) => {
    expect(forms(who, [...roles], state)).toEqual(expected);
  });
});
