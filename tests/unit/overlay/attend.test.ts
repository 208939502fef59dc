import { beforeEach, expect, test } from 'vitest';
import { attendComposers } from '../../../utils/overlay/attend.ts';
import type { Composer, PlatformAdapter } from '../../../utils/platforms/adapter.ts';

const named = (isEditable: boolean) =>
  Object.assign(new EventTarget(), { nodeType: 1, closest: () => (isEditable ? {} : null) });

let composers: Composer[];
let known: EventTarget[];
let finds: number;
let met: boolean[];
let window: Window;

beforeEach(() => {
  composers = [];
  known = [];
  finds = 0;
  met = [];
  window = Object.assign(new EventTarget(), { document: {} }) as unknown as Window;
  attendComposers({
    window,
    adapter: {
      findComposers() {
        finds += 1;
        return composers;
      },
    } as unknown as PlatformAdapter,
    isOwn: () => false,
    knows: (path) => known.some((editor) => path.includes(editor)),
    onComposer: (_composer, isNew) => met.push(isNew),
  });
});

function fire(type: string, path: readonly EventTarget[], timeStamp: number): void {
  const event = new Event(type);
  Object.defineProperty(event, 'composedPath', { value: () => path });
  Object.defineProperty(event, 'timeStamp', { value: timeStamp });
  window.dispatchEvent(event);
}

test('a page without a composer is searched when a field takes the focus, and not on every letter', () => {
  const field = named(true);
  fire('focusin', [field, window], 0);
  for (let letter = 1; letter < 100; letter++) fire('input', [field, window], letter * 9);
  expect(finds).toBe(1);
});

test('what cannot be written in is never looked for', () => {
  fire('focusin', [named(false), window], 0);
  expect(finds).toBe(0);
});

test('a composer that forms around a field later is found', () => {
  const field = named(true) as unknown as HTMLElement;
  fire('focusin', [field, window], 0);
  composers = [{ root: named(true) as unknown as Element, editors: [field], publishControls: [] }];
  fire('input', [field, window], 2_000);
  expect(met).toEqual([true]);
});

test('an editor that is watched already is not searched for, and its root is new only once', () => {
  const field = named(true) as unknown as HTMLElement;
  composers = [{ root: named(true) as unknown as Element, editors: [field], publishControls: [] }];
  fire('focusin', [field, window], 0);
  known = [field];
  for (let letter = 1; letter < 10; letter++) fire('input', [field, window], letter * 5_000);
  expect(finds).toBe(1);
  fire('focusin', [field, window], 90_000);
  expect(met).toEqual([true, false]);
});
