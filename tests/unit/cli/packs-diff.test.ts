import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readPackSource } from '../../../cli/packs.ts';
import { signoff } from './run.ts';

// Each test starts processes; on a busy machine that takes longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

const PACK = `pack: own
version: 1.0.0
title: { en: Own }
rules:
  - id: words
    kind: terms
    severity: warn
    message: { en: "No “{match}”" }
    terms: [moon, lambo]
    examples: { bad: [to the moon], good: [hello] }
`;
const NEXT = PACK.replace('1.0.0', '1.1.0').replace('warn', 'block').replace('lambo', 'ferrari');

let folder = '';
const at = (name: string, text?: string): string => {
  const file = join(folder, name);
  if (text !== undefined) writeFileSync(file, text);
  return file;
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signoff-packs-'));
  at('a.yml', PACK);
  at('b.yml', NEXT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('signoff packs diff', () => {
  it('says what another version changes, and which of a team’s changes it touches', async () => {
    const overrides = at(
      'o.json',
      JSON.stringify({ overrides: { 'own/words': { remove: { terms: ['lambo'] } } } }),
    );
    const { code, out } = await signoff([
      'packs',
      'diff',
      at('a.yml'),
      at('b.yml'),
      '--overrides',
      overrides,
    ]);
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      'own: 1.0.0 -> 1.1.0',
      '~ words (block) No “{match}”',
      '    severity: warn -> block',
      '    terms - lambo',
      '    terms + ferrari',
      '! own/words: the team’s change no longer fits.',
      '    remove.terms: “lambo” is not in “terms” (any more).',
      '',
    ]);
  });

  it('compares with what comes with Signoff, as JSON too, and ends with 0 for the same', async () => {
    const same = await signoff(['packs', 'diff', 'privacy', '--format', 'json']);
    expect(same.code).toBe(0);
    expect(JSON.parse(same.out)).toMatchObject({ pack: 'privacy', rules: [], overrides: [] });
    const edited = at('privacy.yml', readPackSource('privacy').replace(/^version:.*$/m, 'version: 0.0.1'));
    expect(await signoff(['packs', 'diff', edited])).toMatchObject({ code: 0 });
  });

  it.each([
    [['packs', 'undo'], 'has no command'],
    [['packs', 'diff'], 'Name one pack or two'],
    [['packs', 'diff', 'A'], 'does not come with Signoff'],
    [['packs', 'diff', 'privacy', '--overrides', 'A'], 'holds no overrides'],
  ])('%j is refused in a sentence', async (args, says) => {
    const { code, err } = await signoff(args.map((one) => (one === 'A' ? at('a.yml') : one)));
    expect(code).toBe(2);
    expect(err).toContain(says);
  });
});
