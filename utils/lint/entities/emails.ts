import { findEmailAddresses } from '../detectors/email.ts';
import type { EmailEntity } from './entity.ts';

/** E-mail addresses, also with `(at)`: what the detector of that name finds. */
export function findEmails(text: string): EmailEntity[] {
  return findEmailAddresses(text).map(({ start, end }) => ({ start, end, address: text.slice(start, end) }));
}
