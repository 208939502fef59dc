import { expect, test } from 'vitest';
import type { Composer } from '../../../utils/platforms/adapter.ts';
import { facebookAdapter } from '../../../utils/platforms/facebook.ts';

const composerAt = (hostname: string): Composer => ({
  root: {
    ownerDocument: { location: { hostname }, cookie: 'c_user=100001234567890; i_user=61550000000000' },
  } as unknown as Element,
  editors: [],
  publishControls: [],
});

test('the Page acted as is the account', () => {
  expect(facebookAdapter.account(composerAt('www.facebook.com'))).toBe('61550000000000');
});

test('in Business Suite the sign-in does not tell one Page from another, so there is no account', () => {
  expect(facebookAdapter.account(composerAt('business.facebook.com'))).toBeNull();
});
