import { describe, expect, it } from 'vitest';
import { shortcutOf } from '../../../utils/overlay/shortcuts.ts';

const press = (key: string, more: Record<string, unknown> = {}, isMac = false) =>
  shortcutOf(
    {
      key,
      code: '',
      altKey: false,
      ctrlKey: false,
      metaKey: false,
      shiftKey: false,
      isComposing: false,
      ...more,
    },
    isMac,
  );

describe('the overlay’s keys', () => {
  it('are F8, Shift+F8 and Escape everywhere', () => {
    for (const isMac of [false, true]) {
      expect(press('F8', {}, isMac)).toBe('next');
      expect(press('F8', { shiftKey: true }, isMac)).toBe('previous');
      expect(press('Escape', {}, isMac)).toBe('close');
    }
  });

  it('are Alt+. and Alt+, by place on the keyboard, with Ctrl on a Mac, where Alt types', () => {
    expect(press('.', { code: 'Period', altKey: true })).toBe('next');
    expect(press(',', { code: 'Comma', altKey: true })).toBe('previous');
    expect(press('≥', { code: 'Period', altKey: true }, true)).toBeNull();
    expect(press('≥', { code: 'Period', altKey: true, ctrlKey: true }, true)).toBe('next');
  });

  it('leave everything else alone: typing, AltGr, composing', () => {
    expect(press('.', { code: 'Period' })).toBeNull();
    expect(press('…', { code: 'Period', altKey: true, ctrlKey: true })).toBeNull();
    expect(press('F8', { isComposing: true })).toBeNull();
    expect(press('F8', { metaKey: true })).toBeNull();
  });
});
