import type { Member } from '../../utils/api/entities.ts';
import { isMeant } from '../../utils/policy/who.ts';
import { isOpen, isUnderWay } from '../../utils/sync/project.ts';
import type { Extra } from './desk.ts';
import type { QueueItem } from './queue.ts';
import type { Standing } from './standing.ts';

/** What can be done about a request beside deciding. Pure. */
export function formsFor(item: QueueItem, member: Member, standing: Standing): readonly Extra[] {
  const { request } = item.local;
  const { newest } = item;
  const isAuthor = request.author.id === member.id;
  const isAuditor = member.roles.length === 1 && member.roles.includes('auditor');
  if (isAuditor) return [];
  const forms: Extra[] = ['remark'];
  const canChange = isUnderWay(request);
  if (canChange && !isAuthor) forms.push('suggest');
  if (standing.kind === 'may-decide') forms.push('delegate');
  const override = newest.plan?.override ?? null;
  const person = { member: member.id, roles: member.roles, groups: member.groups ?? [] };
  if (canChange && newest.verdict !== 'blocked' && override !== null && isMeant(override.who, person))
    forms.push('override');
  if (isOpen(request) && !isAuthor && member.roles.includes('admin')) forms.push('end');
  return forms;
}
