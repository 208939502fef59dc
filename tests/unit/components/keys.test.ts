import { describe, expect, it } from 'vitest';
import { actionOf, type KeyPress } from '../../../components/review/keys.ts';

const press = (key: string, changes: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  repeat: false,
  ...changes,
});
const queue = { typing: false, control: false, reading: false };
const reading = { ...queue, reading: true };
const typing = { ...reading, typing: true };

describe('actionOf', () => {
  it.each([
    ['j', 'next'],
    ['ArrowDown', 'next'],
    ['k', 'previous'],
    ['a', 'approve'],
    ['A', 'approve'],
    ['c', 'request-changes'],
    ['r', 'reject'],
    ['Escape', 'back'],
    ['?', 'help'],
    ['x', null],
  ])('%s: %s', (key, action) => {
    expect(actionOf(press(key), queue)).toBe(action);
  });

  it.each(['j', 'k', 'a', 'c', 'r', '?', 'Enter', 'ArrowDown'])('%s is text while typing', (key) => {
    expect(actionOf(press(key), typing)).toBeNull();
  });

  it('lets Escape leave a field', () => {
    expect(actionOf(press('Escape'), typing)).toBe('back');
  });

  it.each(['ctrlKey', 'metaKey', 'altKey', 'isComposing'] as const)('does nothing with %s', (modifier) => {
    expect(actionOf(press('a', { [modifier]: true }), queue)).toBeNull();
  });

  it('decides once a press, however long it is held', () => {
    expect(actionOf(press('a', { repeat: true }), reading)).toBeNull();
    expect(actionOf(press('j', { repeat: true }), reading)).toBe('next');
  });

  it('leaves the arrows to the text of a request and Enter to a control', () => {
    expect(actionOf(press('ArrowDown'), reading)).toBeNull();
    expect(actionOf(press('Enter'), { ...queue, control: true })).toBeNull();
  });
});
