import { coordinates } from './coordinates.ts';
import { email } from './email.ts';
import { healthRecord } from './health-record.ts';
import { iban } from './iban.ts';
import { internalHost } from './internal-host.ts';
import { ipAddress } from './ip-address.ts';
import { macAddress } from './mac-address.ts';
import { nationalId, possibleId } from './national-id.ts';
import { paymentCard } from './payment-card.ts';
import { phone } from './phone.ts';
import { secret } from './secret.ts';
import { streetAddress } from './street-address.ts';

/** Every detector by the name that rules use. What each looks up is in `tables/registry.ts`. */
export const DETECTORS = {
  coordinates,
  email,
  'health-record': healthRecord,
  iban,
  'internal-host': internalHost,
  'ip-address': ipAddress,
  'mac-address': macAddress,
  'national-id': nationalId,
  'payment-card': paymentCard,
  phone,
  'possible-id': possibleId,
  secret,
  'street-address': streetAddress,
} as const;

export type DetectorName = keyof typeof DETECTORS;

/** What a detector looks up; null for one that needs nothing. */
export type TableOf<N extends DetectorName> = Parameters<(typeof DETECTORS)[N]>[0]['table'];

export const DETECTOR_NAMES = [
  'coordinates',
  'email',
  'health-record',
  'iban',
  'internal-host',
  'ip-address',
  'mac-address',
  'national-id',
  'payment-card',
  'phone',
  'possible-id',
  'secret',
  'street-address',
] as const satisfies readonly DetectorName[];
