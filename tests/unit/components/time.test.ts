import { describe, expect, it } from 'vitest';
import { formatAge } from '../../../components/ui/time.ts';
import { HOUR, MINUTE, NOW } from './samples.ts';

describe('formatAge', () => {
  it.each([
    [0, 'now', 'nå'],
    [-59_000, 'now', 'nå'],
    [-MINUTE, '1 min. ago', 'for 1 min siden'],
    [-59 * MINUTE, '59 min. ago', 'for 59 min siden'],
    [-HOUR, '1 hr. ago', 'for 1 t siden'],
    [-24 * HOUR, 'yesterday', 'i går'],
    [-72 * HOUR, '3 days ago', 'for 3 d. siden'],
    [3 * HOUR, 'in 3 hr.', 'om 3 t'],
  ])('%i ms', (difference, en, nb) => {
    expect(formatAge(NOW + difference, NOW, 'en')).toBe(en);
    expect(formatAge(NOW + difference, NOW, 'nb')).toBe(nb);
  });
});
