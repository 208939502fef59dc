import { describe, expect, it } from 'vitest';
import type { DetectorName } from '../../../../utils/lint/detectors/registry.ts';
import { finder } from './detect.ts';

/**
 * What a number in a web address, a hashtag, a handle or behind the name of another number is, was decided once: one in ten
 * numbers has the check digit of a card or an id by accident, so there it is taken for what it is introduced as. An IBAN (one
 * in thousands) and a key are no accident and are found everywhere; an e-mail address is found in what is handed to a page,
 * where it is somebody’s, and not in its path, where it is an account’s name.
 */
const VALUES: Readonly<Partial<Record<DetectorName, string>>> = {
  'payment-card': '4539148803436467',
  phone: '+4791234567',
  'national-id': '13097248022',
  'possible-id': '44051401359',
  iban: 'NO9386011117947',
  secret: `ghp_${'q7Zt0pL2xV9mB4nC6sD1'.repeat(2).slice(0, 36)}`,
  email: 'kari@firma.no',
  'ip-address': '84.213.10.11',
  'mac-address': '3c:22:fb:91:0a:7e',
};

const PLACES = {
  'a sentence': 'see VALUE here',
  'the path of an address': 'https://shop.example/item/VALUE',
  'an address without a scheme': 'shop.example/VALUE',
  'a query': 'https://shop.example/?q=VALUE',
  'a post’s address': 'https://x.com/a/status/VALUE',
  'a hashtag': '#VALUE',
  'a handle': '@VALUE',
  'an order': 'Order VALUE has shipped',
  'an order number': 'order no. VALUE',
  'a book': 'ISBN VALUE',
};

const FOUND_IN: Readonly<Partial<Record<DetectorName, readonly (keyof typeof PLACES)[]>>> = {
  'payment-card': ['a sentence'],
  phone: ['a sentence'],
  'national-id': ['a sentence'],
  'possible-id': ['a sentence'],
  iban: Object.keys(PLACES) as (keyof typeof PLACES)[],
  secret: Object.keys(PLACES) as (keyof typeof PLACES)[],
  email: ['a sentence', 'a query', 'a hashtag', 'an order', 'an order number', 'a book'],
  'ip-address': ['a sentence', 'a hashtag', 'an order', 'an order number', 'a book'],
  'mac-address': ['a sentence', 'an order', 'an order number', 'a book'],
};

describe.each(Object.keys(VALUES) as DetectorName[])('%s', (name) => {
  const found = finder(name);
  const value = VALUES[name] ?? '';

  it.each(Object.keys(PLACES) as (keyof typeof PLACES)[])('in %s', (place) => {
    const expected = FOUND_IN[name]?.includes(place) ? [value] : [];
    expect(found(PLACES[place].replace('VALUE', value))).toEqual(expected);
  });
});
