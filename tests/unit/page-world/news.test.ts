import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { awaitNews, tellNews } from '../../../utils/page-world/news.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('who waits hears of the next news once, and who asks again of the one after', () => {
  const curious = new Set<(isLast: boolean) => void>();
  const heard: boolean[] = [];
  const again = (isLast: boolean): void => {
    heard.push(isLast);
    if (heard.length < 2) awaitNews(globalThis as unknown as Window, curious, again);
  };
  awaitNews(globalThis as unknown as Window, curious, again);
  tellNews(curious);
  expect(heard).toEqual([false]);
  tellNews(curious);
  tellNews(curious);
  expect(heard).toEqual([false, false]);
  vi.advanceTimersByTime(60_000);
  expect(heard).toEqual([false, false]);
});

test('without news it is told that none is coming', () => {
  const curious = new Set<(isLast: boolean) => void>();
  const then = vi.fn();
  awaitNews(globalThis as unknown as Window, curious, then);
  vi.advanceTimersByTime(10_000);
  expect(then.mock.calls).toEqual([[true]]);
  expect(curious.size).toBe(0);
});
