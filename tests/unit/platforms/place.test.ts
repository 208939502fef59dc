import { expect, test } from 'vitest';
import { placeOf } from '../../../utils/platforms/place.ts';

const at = (href: string): Location => new URL(href) as unknown as Location;
const frame = (href: string, origin: string, parent: object | null = null) => {
  const made = { location: at(href), origin } as { location: Location; origin: string; parent: Window };
  made.parent = (parent ?? made) as Window;
  return made;
};
const X = frame('https://x.com/home', 'https://x.com');

test('a frame with an address belongs to it', () => {
  expect(placeOf(frame('https://www.linkedin.com/a', 'https://www.linkedin.com', X)).hostname).toBe(
    'www.linkedin.com',
  );
});

test('a frame that a page has made belongs to the page', () => {
  for (const href of ['about:blank', 'about:srcdoc'])
    expect(placeOf(frame(href, 'https://x.com', X))).toMatchObject({ hostname: 'x.com', pathname: '/home' });
});

test('one inside another site’s page belongs to its own origin', () => {
  const other = {
    get location(): Location {
      throw new DOMException('cross-origin', 'SecurityError');
    },
  };
  expect(placeOf(frame('about:blank', 'https://x.com', other))).toEqual({ hostname: 'x.com', pathname: '/' });
  expect(placeOf(frame('about:blank', 'https://x.com'))).toEqual({ hostname: 'x.com', pathname: '/' });
});

test('a sandboxed one belongs to nothing of ours', () => {
  expect(placeOf(frame('about:srcdoc', 'null', X)).hostname).toBe('');
});
