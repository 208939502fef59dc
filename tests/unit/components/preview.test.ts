import { describe, expect, it } from 'vitest';
import { foldAt, linkHost, SHAPES, shapeOf } from '../../../components/review/preview/shapes.ts';
import { ADAPTERS } from '../../../utils/platforms/registry.ts';

describe('shapes of previews', () => {
  it('has one for every platform, and none for another', () => {
    expect(Object.keys(SHAPES).sort()).toEqual(ADAPTERS.map(({ id }) => id).sort());
  });

  it('shows a platform that it does not know as a plain post', () => {
    expect(shapeOf('constructor')).toEqual(shapeOf('linkedin'));
  });
});

it.each([
  ['short', 10, null],
  ['exactly10!', 10, null],
  ['eleven char', 10, 10],
  ['123456789😀 more', 10, 9],
  ['12345678😀 more', 10, 10],
  ['whatever', undefined, null],
])('%s folds by %s at %s', (text, fold, at) => {
  expect(foldAt(text, fold)).toBe(at);
});

it.each([
  ['See https://www.fund.example/report?x=1 now', 'fund.example'],
  ['http://[broken', null],
  ['nothing', null],
])('%s links to %s', (text, host) => {
  expect(linkHost(text)).toBe(host);
});
