import type { PaymentCardTable } from '../payment-card.ts';
import { OTHER_NUMBERS } from './words.ts';

/** ISO/IEC 7812 ranges. */
export const PAYMENT_CARD: PaymentCardTable = {
  issuers: [
    '4-4:13,16,19', // Visa
    '51-55:16', // Mastercard
    '2221-2720:16', // Mastercard
    '34-34:15', // American Express
    '37-37:15', // American Express
    '6011-6011:16,19', // Discover
    '644-649:16,19', // Discover
    '65-65:16,19', // Discover
    '300-305:14,16', // Diners Club
    '36-36:14,16', // Diners Club
    '38-39:14,16', // Diners Club
    '3528-3589:16', // JCB
    '62-62:16,17,18,19', // UnionPay
    '81-81:16,17,18,19', // UnionPay
    '2200-2204:16,17,18,19', // Mir
    '5018-5018:16,18,19', // Maestro
    '5020-5020:16,18,19', // Maestro
    '5038-5038:16,18,19', // Maestro
    '6304-6304:16,18,19', // Maestro
    '67-67:16,18,19', // Maestro
  ],
  otherNumbers: OTHER_NUMBERS,
};
