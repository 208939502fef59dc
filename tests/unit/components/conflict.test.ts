import { describe, expect, it } from 'vitest';
import { changesBetween, mergeContent, withOverride } from '../../../components/rules/conflict.ts';

const base = {
  packs: [
    { file: 'a.yaml', yaml: 'a' },
    { file: 'b.yaml', yaml: 'b' },
  ],
  overrides: { 'a/one': { severity: 'warn' as const } },
};

describe('changesBetween', () => {
  it('names what was added, removed, changed and overridden', () => {
    const after = {
      packs: [
        { file: 'a.yaml', yaml: 'changed' },
        { file: 'c.yaml', yaml: 'c' },
      ],
      overrides: { 'a/two': { enabled: false } },
    };
    expect(changesBetween(base, after)).toEqual([
      { kind: 'pack-changed', file: 'a.yaml' },
      { kind: 'pack-removed', file: 'b.yaml' },
      { kind: 'pack-added', file: 'c.yaml' },
      { kind: 'override', rule: 'a/one', before: { severity: 'warn' }, after: null },
      { kind: 'override', rule: 'a/two', before: null, after: { enabled: false } },
    ]);
    expect(changesBetween(base, base)).toEqual([]);
  });
});

describe('mergeContent', () => {
  it('keeps what I changed and takes the rest from them', () => {
    const mine = {
      packs: [
        { file: 'a.yaml', yaml: 'mine' },
        { file: 'b.yaml', yaml: 'b' },
      ],
      overrides: { 'b/two': { enabled: false } },
    };
    const theirs = {
      packs: [
        { file: 'a.yaml', yaml: 'a' },
        { file: 'b.yaml', yaml: 'theirs' },
        { file: 'c.yaml', yaml: 'new' },
      ],
      overrides: { ...base.overrides, 'c/three': { severity: 'block' as const } },
    };
    expect(mergeContent(base, mine, theirs)).toEqual({
      packs: [
        { file: 'a.yaml', yaml: 'mine' },
        { file: 'b.yaml', yaml: 'theirs' },
        { file: 'c.yaml', yaml: 'new' },
      ],
      overrides: { 'b/two': { enabled: false }, 'c/three': { severity: 'block' } },
      both: [],
    });
  });

  it('says where both changed the same text, and loses neither', () => {
    const mine = { ...base, packs: [{ file: 'a.yaml', yaml: 'mine' }] };
    const theirs = { ...base, packs: [{ file: 'a.yaml', yaml: 'theirs' }] };
    const merged = mergeContent({ ...base, packs: [{ file: 'a.yaml', yaml: 'a' }] }, mine, theirs);
    expect(merged.packs).toEqual([{ file: 'a.yaml', yaml: 'mine' }]);
    expect(merged.both).toEqual([{ file: 'a.yaml', yaml: 'theirs' }]);
    expect(mergeContent(base, theirs, theirs).both).toEqual([]);
  });
});

describe('withOverride', () => {
  it('is gone when it changes nothing', () => {
    expect(withOverride(base.overrides, 'a/one', null, true)).toEqual({});
    expect(withOverride({}, 'a/one', 'block', false)).toEqual({
      'a/one': { severity: 'block', enabled: false },
    });
    expect(withOverride({}, 'a/one', null, false)).toEqual({ 'a/one': { enabled: false } });
  });
});
