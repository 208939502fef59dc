import type { Detector } from './detector.ts';
import { email } from './email.ts';
import { iban } from './iban.ts';
import { paymentCard } from './payment-card.ts';

/** Every detector by the name that rules use. */
export const DETECTORS = { email, iban, 'payment-card': paymentCard } as const satisfies Record<
  string,
  Detector
>;

export type DetectorName = keyof typeof DETECTORS;

export const DETECTOR_NAMES = ['email', 'iban', 'payment-card'] as const satisfies readonly DetectorName[];
