import { describe, expect, it } from 'vitest';
import { findingsOf, placesOf, type Written } from './rules.ts';

const rule = (more: object): Written => ({ kind: 'emoji', message: { en: '{count} {max}' }, ...more });
const texts = (text: string, more: object): string[] =>
  placesOf(text, rule(more)).map(([, , found]) => found);

describe('emoji', () => {
  it('are known in every skin tone, and with or without their selector', () => {
    expect(texts('👍 👍🏽 ❤️ ❤ 👎', { deny: ['👍🏿', '❤'] })).toEqual(['👍', '👍🏽', '❤️', '❤']);
    expect(texts('👍 🎉', { deny: ['*'], allow: ['🎉'] })).toEqual(['👍']);
    expect(texts('👨‍👩‍👧', { deny: ['👩'] })).toEqual([]);
  });

  it('stand in rows that are too long, of which the beginning is offered', () => {
    const [finding] = findingsOf('Sale 🔥🎉 ✨🚀!', rule({ run: 2 }));
    expect(finding).toMatchObject({ text: '🔥🎉 ✨🚀', message: '4 2', suggestions: [{ text: '🔥🎉' }] });
    expect(texts('🔥🎉\n✨🚀', { run: 2 })).toEqual([]);
    expect(texts('🇳🇴🇸🇪 👨‍👩‍👧‍👦👍🏽', { run: 2 })).toEqual(['🇳🇴🇸🇪 👨‍👩‍👧‍👦👍🏽']);
    expect(texts('🇳🇴🇸🇪', { run: 2 })).toEqual([]);
  });

  it('repeat', () => {
    expect(texts('🔥🔥🔥🎉🎉 👏🏻👏🏿👏', { repeat: 2 })).toEqual(['🔥🔥🔥', '👏🏻👏🏿👏']);
  });

  it('stand in for bullets', () => {
    expect(texts('👉 Free\n 👉 Fast', { bullets: true })).toEqual(['👉', '👉']);
    expect(texts('🎉 News!\nMore here', { bullets: true })).toEqual([]);
    expect(texts('🎉\n🎉', { bullets: true })).toEqual([]);
    expect(texts('👉 Free\n👉 Fast', { bullets: true, allow: ['👉'] })).toEqual([]);
  });

  it('interrupt a sentence', () => {
    expect(texts('We ❤️ 🍕 and 🍔, so come 🏃 now', { inside: true })).toEqual(['🍕', '🏃']);
    expect(texts('Thanks! ❤️ see you', { inside: true })).toEqual([]);
    expect(texts('Thanks ❤️ See you 👋', { inside: true })).toEqual([]);
    expect(texts('🎉 news', { inside: true })).toEqual([]);
    expect(texts('It rains\n🎉 news', { inside: true })).toEqual([]);
  });

  it('are counted', () => {
    expect(placesOf('👍\n\n🎉 ✨', rule({ max: 2 }))).toEqual([[0, 7, '✨']]);
    expect(placesOf('a', rule({ min: 1 }))).toEqual([[0, 0, '']]);
  });
});
