import type { DetectorName, TableOf } from '../registry.ts';
import { HEALTH_RECORD } from './health-record.ts';
import { IBAN } from './iban.ts';
import { INTERNAL_HOST } from './internal-host.ts';
import { IP_ADDRESS } from './ip-address.ts';
import { NATIONAL_ID, POSSIBLE_ID } from './national-id.ts';
import { PAYMENT_CARD } from './payment-card.ts';
import { PHONE } from './phone.ts';
import { SECRET } from './secret.ts';
import { STREET_ADDRESS } from './street-address.ts';

/**
 * What each detector looks up. Plain data that a rule's plan takes along when it is compiled, so that the script in the
 * page holds the code only; nothing under `lint/` but this folder imports it.
 */
export const DETECTOR_TABLES: { readonly [N in DetectorName]: TableOf<N> } = {
  coordinates: null,
  email: null,
  'health-record': HEALTH_RECORD,
  iban: IBAN,
  'internal-host': INTERNAL_HOST,
  'ip-address': IP_ADDRESS,
  'mac-address': null,
  'national-id': NATIONAL_ID,
  'payment-card': PAYMENT_CARD,
  phone: PHONE,
  'possible-id': POSSIBLE_ID,
  secret: SECRET,
  'street-address': STREET_ADDRESS,
};
