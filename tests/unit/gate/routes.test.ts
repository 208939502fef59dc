import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../utils/gate/decide.ts';
import { putUpGate } from '../../../utils/gate/routes.ts';
import type { Composer, PlatformAdapter } from '../../../utils/platforms/adapter.ts';
import { isModEnter } from '../../../utils/platforms/shortcut.ts';
import { clearanceOf, draftOf } from './samples.ts';

const named = (name: string) =>
  Object.assign(new EventTarget(), { nodeType: 1, name }) as unknown as HTMLElement;

/** A page of four things: a composer with an editor and a button, and our own element inside the composer. */
function page(decision: Decision) {
  const [root, editor, button, own] = ['root', 'editor', 'button', 'own'].map(named) as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ];
  const composer: Composer = { root, editors: [editor], publishControls: [button] };
  const window = Object.assign(new EventTarget(), { document: {} }) as unknown as Window;
  const log: string[] = [];
  putUpGate(window, {
    adapter: {
      findComposers: () => [composer],
      isPublishShortcut: isModEnter,
    } as unknown as PlatformAdapter,
    isOff: () => false,
    isOwn: ([target]) => target === own,
    decide: () => decision,
    onHeld: () => log.push('held'),
    onReleased: () => log.push('released'),
  });
  let time = 0;
  return {
    editor,
    button,
    own,
    log,
    /** @returns whether the event was let through. */
    fire(type: string, target: EventTarget, more: object = {}): boolean {
      const event = new Event(type, { cancelable: true });
      time += 10_000;
      const path = [target, root, window];
      const properties = { composedPath: () => path, timeStamp: time, ...more };
      for (const [name, value] of Object.entries(properties)) Object.defineProperty(event, name, { value });
      let isThrough = false;
      window.addEventListener(type, () => (isThrough = true), { once: true });
      window.dispatchEvent(event);
      return isThrough && !event.defaultPrevented;
    },
  };
}

const MOD_ENTER = { key: 'Enter', ctrlKey: true, metaKey: false, isComposing: false, keyCode: 13 };
const HELD: Decision = { kind: 'held', reason: 'needs-approval', request: null };
const RELEASE: Decision = { kind: 'open', release: clearanceOf(draftOf('text')) };

describe('a release', () => {
  test.each(['click', 'submit'])('is recorded on %s', (type) => {
    const { fire, button, log } = page(RELEASE);
    const target = Object.assign(button, { contains: () => true });
    expect(fire(type, target)).toBe(true);
    expect(log).toEqual(['released']);
  });

  test('is recorded on the shortcut in an editor', () => {
    const { fire, editor, log } = page(RELEASE);
    expect(fire('keydown', editor, MOD_ENTER)).toBe(true);
    expect(log).toEqual(['released']);
  });

  test('is not recorded for a swipe that began on the button, nor for what leads up to a press', () => {
    const { fire, button, log } = page(RELEASE);
    for (const type of ['pointerdown', 'touchstart', 'touchend', 'pointerup']) fire(type, button);
    expect(log).toEqual([]);
  });

  test('is not recorded for keys in our own views, though they stand inside the composer', () => {
    const { fire, own, log } = page(RELEASE);
    expect(fire('keydown', own, MOD_ENTER)).toBe(true);
    expect(log).toEqual([]);
  });
});

describe('a held draft', () => {
  test('is held and told of on touchend, since no click follows a held one', () => {
    const { fire, button, log } = page(HELD);
    expect(fire('touchend', button)).toBe(false);
    expect(log).toEqual(['held']);
  });

  test('takes no keys from our own views', () => {
    const { fire, own, editor, log } = page(HELD);
    expect(fire('keydown', own, MOD_ENTER)).toBe(true);
    expect(log).toEqual([]);
    expect(fire('keydown', editor, MOD_ENTER)).toBe(false);
    expect(log).toEqual(['held']);
  });
});
