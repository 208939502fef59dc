import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeCode, tidyCode } from '../../../components/team/join-code.ts';
import { checkAddress } from '../../../utils/store-address.ts';
import { storeLink } from '../../../utils/store-link.ts';
import { storeOrigin } from '../../../utils/sync/client.ts';

describe('checkAddress', () => {
  it.each([
    ['signoff.example.com', 'https://signoff.example.com'],
    [' https://signoff.example.com/join?x=1#y ', 'https://signoff.example.com'],
    ['HTTPS://Signoff.Example.com:8443', 'https://signoff.example.com:8443'],
    ['http://localhost:4000', 'http://localhost:4000'],
    ['http://127.0.0.1:4000/', 'http://127.0.0.1:4000'],
  ])('takes %s', (typed, origin) => {
    expect(checkAddress(typed)).toEqual({ ok: true, origin });
  });

  it.each([
    ['', 'empty'],
    ['not an address', 'malformed'],
    ['ftp://signoff.example.com', 'malformed'],
    ['javascript://alert', 'malformed'],
    ['http://signoff.example.com', 'insecure'],
    ['http://localhost.evil.example', 'insecure'],
    ['http://192.168.1.4:4000', 'insecure'],
    ['https://me:secret@signoff.example.com', 'credentials'],
  ])('refuses %j: %s', (typed, problem) => {
    expect(checkAddress(typed)).toEqual({ ok: false, problem });
  });

  it('takes nothing that the background would refuse, and names the same origin', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.domain(), fc.string()), (typed) => {
        const checked = checkAddress(typed);
        if (checked.ok) expect(storeOrigin(typed)).toBe(checked.origin);
      }),
    );
  });
});

describe('codes', () => {
  it('takes case, hyphens and spaces as they come', () => {
    expect(looksLikeCode(' abcd-efgh jklm-npqr ')).toBe(true);
    expect(tidyCode(' abcd-efgh jklm-npqr ')).toBe('ABCD-EFGH-JKLM-NPQR');
    expect(looksLikeCode('ABCD-EFGH-JKLM-NPQ')).toBe(false);
    expect(looksLikeCode('ABCD-EFGH-JKLM-NPQ!')).toBe(false);
  });
});

describe('storeLink', () => {
  it.each([
    [
      'https://signoff.example/invitation?token=a.b_c',
      'invitation',
      'https://signoff.example/invitation?token=a.b_c',
    ],
    [' signoff.example/setup?token=x ', 'setup', 'https://signoff.example/setup?token=x'],
    ['http://127.0.0.1:8455/setup?token=x#y', 'setup', 'http://127.0.0.1:8455/setup?token=x'],
    ['https://signoff.example/password?x=1&token=x', 'password', 'https://signoff.example/password?token=x'],
  ])('knows %s', (typed, page, url) => {
    expect(storeLink(typed)).toEqual({ page, url });
  });

  it.each([
    'https://signoff.example',
    'https://signoff.example/invitation',
    'https://signoff.example/invitation?token=',
    'https://signoff.example/join?token=x',
    'http://signoff.example/invitation?token=x',
    'https://me:word@signoff.example/invitation?token=x',
    'javascript:alert(1)',
  ])('takes %s for none', (typed) => {
    expect(storeLink(typed)).toBeNull();
  });
});
