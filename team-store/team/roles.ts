/** What a member's roles let them do, where that is all that is asked. */
import type { Member } from '../../utils/api/entities.ts';
import { Refusal } from '../errors.ts';

type Roles = Pick<Member, 'roles'>;

/** Admins and auditors see the whole of the team: its record, its figures, its browsers. */
export function isOverseer({ roles }: Roles): boolean {
  return roles.includes('admin') || roles.includes('auditor');
}

/** @throws Refusal `wrong_role` */
export function checkOverseer(member: Roles): void {
  if (!isOverseer(member)) throw new Refusal('wrong_role');
}

/** @throws Refusal `wrong_role` */
export function checkAdmin({ roles }: Roles): void {
  if (!roles.includes('admin')) throw new Refusal('wrong_role');
}
