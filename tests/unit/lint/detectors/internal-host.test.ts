import { describe, expect, it } from 'vitest';
import { finder, isAllowed } from './detect.ts';

describe('internal-host', () => {
  const found = finder('internal-host');

  it.each([
    ['http://wiki.corp.ourbrand.local/q4', 'wiki.corp.ourbrand.local'],
    ['http://localhost:3000/promo', 'localhost'],
    ['localhost:8080', 'localhost'],
    ['on 10.12.0.7', '10.12.0.7'],
    ['172.31.4.9', '172.31.4.9'],
    ['http://[fd12:3456:789a::1]:8080/', '[fd12:3456:789a::1]'],
    ['http://intranet/kantine', 'intranet'],
    ['nas.home.arpa', 'nas.home.arpa'],
  ])('%j', (text, host) => {
    expect(found(text)).toEqual([host]);
  });

  it.each([
    'open localhost in your browser',
    'eat local.',
    '10.2.1',
    '172.32.4.9',
    '11.0.0.1',
    'our intranet won',
    'ourbrand.com/local',
    'ola@firma.local',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('lets through a host with those below it', () => {
    expect(isAllowed('internal-host', 'ourbrand.local', 'wiki.ourbrand.local')).toBe(true);
    expect(isAllowed('internal-host', 'brand.local', 'ourbrand.local')).toBe(false);
  });
});
