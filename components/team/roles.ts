import type { Role } from '../../utils/api/ids.ts';
import type { CommonTexts } from '../ui/texts.ts';

/** Roles in words, as a list of the language. */
export function rolesText(t: CommonTexts, roles: readonly Role[]): string {
  return new Intl.ListFormat(t.locale, { type: 'conjunction' }).format(
    roles.map((role) => t(`role_${role}`)),
  );
}
