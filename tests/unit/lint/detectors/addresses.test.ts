import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finder, isAllowed, masksOf } from './detect.ts';

describe('ip-address', () => {
  const found = finder('ip-address');

  it('finds every IPv4 address, and none with a number over 255 or a zero in front', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, byte, fc.integer({ min: 256, max: 999 }), (a, b, c, d, wrong) => {
        expect(found(`from ${a}.${b}.${c}.${d}, again`)).toEqual([`${a}.${b}.${c}.${d}`]);
        expect(found(`from ${a}.${b}.${c}.${wrong}, again`)).toEqual([]);
        expect(found(`from ${a}.${b}.${c}.0${d}, again`)).toEqual([]);
      }),
    );
  });

  it('finds IPv6 addresses, short or long', () => {
    for (const address of [
      '2a01:799:1b3c:4e00::1',
      '::1',
      '1::',
      '::ffff:84.208.20.14',
      'fe80::7:8%eth0',
      '1:2:3:4:5:6:7:8',
      '64:ff9b::192.0.2.33',
    ])
      expect(found(`from ${address} again`)).toEqual([address]);
  });

  it.each([
    ...[
      '1:2:3:4:5:6:7',
      '1::2::3',
      '1:2:3:4:5:6:7:8:9',
      ':1:2:3',
      '12345::1',
      '::g',
      '12:30:45',
      '16:9',
      'std::vector',
      '::',
      'a :: b',
    ],
    ...[
      'v1.2.3.4',
      'version 4.15.0.1',
      'Update to 4.15.0.1',
      'Firmware 2.4.11.7',
      'section 4.2.1.3',
      '1.2.3.4.5',
      '1.2.3',
      '11.2.3.4a',
    ],
    ...['https://84.208.20.14/x', 'a84.208.20.14', '1.2.2026, 3.4.2026'],
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('takes the length of a range along, where it is one', () => {
    expect(found('84.208.20.0/24, 2001:db8::/32.')).toEqual(['84.208.20.0/24', '2001:db8::/32']);
    expect(found('84.208.20.0/35, 84.208.20.0/024, 84.208.20.0/2/2')).toEqual(Array(3).fill('84.208.20.0'));
  });

  it('lets through ranges', () => {
    expect(isAllowed('ip-address', '192.0.2.0/24', 'ping 192.0.2.77')).toBe(true);
    expect(isAllowed('ip-address', '192.0.2.0/25', 'ping 192.0.2.200')).toBe(false);
    expect(isAllowed('ip-address', '2001:db8::/32', 'ping 2001:db8:1::5')).toBe(true);
    expect(isAllowed('ip-address', '2001:db8::/32', 'ping 2001:db9::5')).toBe(false);
    expect(isAllowed('ip-address', '0.0.0.0/0', 'ping ::1')).toBe(false);
    expect(isAllowed('ip-address', '8.8.8.8', 'ping 8.8.8.8')).toBe(true);
  });

  it('shows the first two numbers only', () => {
    expect(masksOf('ip-address', 'from 84.208.20.14')).toEqual(['84.208.••.••']);
  });
});

describe('mac-address', () => {
  const found = finder('mac-address');

  it.each([
    '3c:22:fb:91:0a:7e',
    'F4-5C-89-B1-22-0D',
    '0102.0304.05ab',
    'A9 C5 D4 9F EB D3',
    '01:02:03:04:05:06',
    '02:00:5e:10:00:00:00:01',
  ])('finds %s', (address) => {
    expect(found(`device ${address}.`)).toEqual([address]);
  });

  it.each([
    ...[
      '01:02:03:04:05',
      '01 02 03 04 05 06',
      '01-02-03-04-05-06',
      '01-02:03:04:05:06',
      '3c:22:fb:91:0a:7e:01',
      'g1:02:03:04:05:06',
    ],
    ...['1:2:3:4:5:6', 'x3c:22:fb:91:0a:7e', 'https://x.test/3c:22:fb:91:0a:7e', '3c22fb910a7e'],
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('shows the maker only', () => {
    expect(masksOf('mac-address', '3c:22:fb:91:0a:7e')).toEqual(['3c:22:••:••:••:••']);
  });
});

describe('coordinates', () => {
  const found = finder('coordinates');

  it.each([
    '59.91273, 10.74609',
    '-17.738223, 85.605469',
    '(-12.3456789, +12.3456789)',
    '40° 26′ 46″ N, 79° 58′ 56″ W',
    '59°54\'45"N 10°44\'46"Ø',
    '59.9127,10.7461',
  ])('finds %s', (pair) => {
    expect(found(`at ${pair}.`)).toEqual([pair]);
  });

  it.each([
    '59.912, 10.746',
    '91.12345, 10.12345',
    '100° 26′ 46″ N, 79° 58′ 56″ W',
    '40° 89′ 46″ S, 79° 58′ 56″ W',
    '20° C, 5′ 10″ tall',
    '59.91273, 181.12345',
    '1.2345, 6.7',
    'https://x.test/@59.91273,10.74609',
    '5,59.91273',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('street-address', () => {
  const found = finder('street-address');

  it.each([
    ['She lives at 742 Maple Avenue, Apt 3, Dayton OH 45402', '742 Maple Avenue, Apt 3, Dayton OH 45402'],
    ['Party at 1187 Cedar Ridge Road!', '1187 Cedar Ridge Road'],
    ['55 W Elm St, Apt 4C, Chicago IL 60610', '55 W Elm St, Apt 4C, Chicago IL 60610'],
    ['24 Willow Crescent, Leeds LS6 2AB', '24 Willow Crescent, Leeds LS6 2AB'],
    ['her home at 9 Orchard Close', '9 Orchard Close'],
    ['Send blomster til Storgata 12B, 3015 Drammen', 'Storgata 12B, 3015 Drammen'],
    ['pakken ligger i Bjørnstjerne Bjørnsons gate 45', 'Bjørnstjerne Bjørnsons gate 45'],
    ['hun bor på Rådhusplassen 8', 'Rådhusplassen 8'],
    ['Sveavägen 46, 111 34 Stockholm', 'Sveavägen 46, 111 34 Stockholm'],
    ['Nørrebrogade 120, 2200 København', 'Nørrebrogade 120, 2200 København'],
    ['Mannerheimintie 15, 00260 Helsinki', 'Mannerheimintie 15, 00260 Helsinki'],
    ['Er wohnt Bergmannstraße 12', 'Bergmannstraße 12'],
    ['His house: 59.91273, 10.74609', '59.91273, 10.74609'],
  ])('%j', (text, address) => {
    expect(found(text)).toEqual([address]);
  });

  it.each([
    ...[
      'Wall Street closed lower',
      '10 Downing Street said nothing',
      'Sesame Street turns 57',
      '5 Habits Drive Growth',
      'Top 10 Ways To Save',
    ],
    ...[
      'Our store opens at 10 Elm Street, Leeds LS6 2AB',
      'our office at 300 Elm Avenue',
      'Butikken i Storgata 12 er åpen',
    ],
    ...[
      'Vi sees på Rådhusplassen',
      'Mosseveien 5 km kø',
      'Storgata 12 %',
      '9 Orchard Close',
      '59.91273, 10.74609',
      '$5 Elm Street',
    ],
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('lets through a street and number with whatever follows', () => {
    expect(isAllowed('street-address', '12 Elm Street', '12 Elm Street, Leeds LS6 2AB')).toBe(true);
    expect(isAllowed('street-address', '12 Elm Street', '112 Elm Street')).toBe(false);
    expect(isAllowed('street-address', 'Solveien 1', 'Solveien 12')).toBe(false);
  });
});
