/** Whom a step, an override or trust is meant for. */

/** Exactly one of the three: a role, a group of the team by its id, or people by their ids. */
export type Who =
  | { readonly role: 'reviewer' | 'admin' }
  | { readonly group: string }
  | { readonly members: readonly string[] };

/** A member as policies see one. */
export interface Person {
  readonly member: string;
  readonly roles: readonly string[];
  /** Ids of the groups that the member is in. */
  readonly groups: readonly string[];
}

/** Names the set of people: equal for the same set, however it is written. */
export function whoKey(who: Who): string {
  if ('role' in who) return `role:${who.role}`;
  if ('group' in who) return `group:${who.group}`;
  return `members:${[...new Set(who.members)].sort().join(',')}`;
}

export function isMeant(who: Who, person: Person): boolean {
  if ('role' in who) return person.roles.includes(who.role);
  if ('group' in who) return person.groups.includes(who.group);
  return who.members.includes(person.member);
}

/**
 * Whether the person may decide at all: groups and names choose among those who see requests of others.
 */
export function sitsOn(who: Who, person: Person): boolean {
  return (person.roles.includes('reviewer') || person.roles.includes('admin')) && isMeant(who, person);
}

/** Named people before groups before roles: a decision counts where the fewest others could have made it. */
export function breadth(who: Who): number {
  if ('members' in who) return 0;
  return 'group' in who ? 1 : 2;
}
