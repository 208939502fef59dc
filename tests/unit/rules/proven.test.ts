import { describe, expect, it } from 'vitest';
import { readPackSource } from '../../../cli/packs.ts';
import { loadPack } from '../../../utils/rules/load.ts';
import { isProven } from '../../../utils/rules/proven.ts';
import { SHIPPED_PACKS } from '../../../utils/rules/starter.ts';

/** When this fails after a change of a pack or the engine, mend the pack; then run `node scripts/run.mjs scripts/rule-docs.ts`. */
describe('packs that are shipped', () => {
  it.each(SHIPPED_PACKS)('%s: every pattern and every example is right, and its text is known', (id) => {
    const source = readPackSource(id);
    expect(loadPack(source, id, { checksShipped: true })).toMatchObject({ ok: true });
    expect(isProven(source)).toBe(true);
  });

  it('are checked like any other once one character is another', () => {
    const source = readPackSource('disclosure');
    const example = 'Obsessed with my new @GlowCo serum!';
    expect(source).toContain(example);
    const broken = source.replace(example, 'Ad: my new @GlowCo serum!');
    expect(isProven(broken)).toBe(false);
    expect(loadPack(broken, 'disclosure.yml')).toMatchObject({
      ok: false,
      errors: [{ code: 'example_missed' }],
    });
    expect(loadPack(`${source}\n# mine`, 'disclosure.yml').ok).toBe(true);
  });
});
