import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byRule, pastedPosts, type Trials, tryPosts } from '../../../../components/rules/try-many.ts';
import type { Linter } from '../../../../utils/lint/linter.ts';
import { compile } from '../../../../utils/rules/compile.ts';
import { packSchema } from '../../../../utils/rules/schema.ts';

const examples = { bad: ['x'], good: ['y'] };
const linterOf = (terms: readonly string[], severity = 'warn'): Linter =>
  compile(
    {
      packs: [
        packSchema.parse({
          pack: 'own',
          version: '1.0.0',
          title: { en: 'Own' },
          rules: [{ id: 'words', kind: 'terms', severity, message: { en: 'No' }, terms, examples }],
        }),
      ],
      overrides: {},
    },
    { locale: 'en', now: 0 },
  );

function run(texts: readonly string[], before: Linter, after: Linter) {
  let time = 0;
  const seen: Trials[] = [];
  const result = tryPosts({
    posts: pastedPosts(texts.join('\n---\n'), 'x'),
    before,
    after,
    // Each look at the clock takes four milliseconds: a slice holds a handful of posts.
    clock: () => (time += 4),
    onProgress: (trials) => seen.push(trials),
  });
  return { result, seen };
}

describe('trying a changed ruleset on many posts', () => {
  it('tells what is newly caught, no longer caught, weighed otherwise, and left as it was', () => {
    const texts = ['to the moon', 'a lambo', 'nothing', 'moon and lambo'];
    const { result } = run(texts, linterOf(['moon', 'lambo']), linterOf(['moon', 'ferrari'], 'block'));
    expect(result).toMatchObject({ total: 4, done: 4, unchanged: 1, state: 'done' });
    expect(
      result.differences.map(({ post, before, after, newly, gone, weighed }) => [
        post.draft.parts[0]?.text,
        before,
        after,
        newly.length,
        gone.length,
        weighed.length,
      ]),
    ).toEqual([
      ['to the moon', 'warned', 'blocked', 0, 0, 1],
      ['a lambo', 'warned', 'clear', 0, 1, 0],
      ['moon and lambo', 'warned', 'blocked', 0, 1, 1],
    ]);
    expect(byRule(result.differences)).toEqual([{ rule: 'own/words', newly: 0, gone: 2, weighed: 2 }]);
    expect(
      run(['ferrari'], linterOf(['moon']), linterOf(['ferrari'])).result.differences[0]?.newly,
    ).toHaveLength(1);
  });

  it('is nothing for the same rules, whatever the posts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('moon', 'to the moon', 'lambo', 'x'), { maxLength: 20 }),
        (texts) => {
          const { result } = run(texts, linterOf(['moon']), linterOf(['moon']));
          expect(result.differences).toEqual([]);
          expect(result.unchanged).toBe(texts.length);
        },
      ),
    );
  });

  it('swapped, swaps what is new and what is gone', () => {
    const [a, b] = [linterOf(['moon', 'x']), linterOf(['lambo', 'x'])];
    const texts = ['moon', 'lambo', 'x moon', 'x'];
    const there = run(texts, a, b).result.differences;
    const back = run(texts, b, a).result.differences;
    expect(there.map(({ newly, gone }) => [newly.length, gone.length])).toEqual(
      back.map(({ newly, gone }) => [gone.length, newly.length]),
    );
  });

  it('tells how far it is, slice by slice, and how long a thousand posts take', () => {
    const texts = Array.from({ length: 100 }, (_, i) => `post ${i} moon`);
    const { seen, result } = run(texts, linterOf(['moon']), linterOf(['sun']));
    expect(seen.length).toBeGreaterThan(10);
    expect(seen.every(({ state }) => state === 'running')).toBe(true);
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(seen.every(({ done, differences }) => differences.length === done)).toBe(true);
    expect(result).toMatchObject({ done: 100, state: 'done' });
    expect(result.msPerThousand?.after).toBeGreaterThan(0);
    // Two posts say nothing of how long a thousand take.
    expect(run(texts.slice(0, 2), linterOf(['moon']), linterOf(['sun'])).result.msPerThousand).toBeNull();
  });

  it('counts what the author declared', () => {
    const rule = {
      id: 'paid',
      kind: 'disclosure',
      severity: 'block',
      message: { en: 'Say so' },
      if: { context: ['paid'] },
      then: { tokens: ['ad'] },
      examples,
    };
    const pack = packSchema.parse({ pack: 'own', version: '1.0.0', title: { en: 'x' }, rules: [rule] });
    const after = compile({ packs: [pack], overrides: {} }, { locale: 'en', now: 0 });
    const posts = pastedPosts('Look at this\nLook at that', 'x').map((post, i) => ({
      ...post,
      declared: i === 0 ? ['paid'] : [],
    }));
    const options = {
      before: linterOf(['zzz']),
      after,
      clock: () => 0,
      onProgress: () => {},
    };
    const { differences } = tryPosts({ ...options, posts });
    expect(differences.map(({ post }) => post.id)).toEqual(['pasted-1']);
  });
});

describe('pasted posts', () => {
  it.each([
    ['one\ntwo\n\nthree', ['one', 'two', 'three']],
    ['one\n\nstill one\n---\ntwo', ['one\n\nstill one', 'two']],
    ['one\r\n---\r\ntwo\r\n', ['one', 'two']],
    ['  \n\n', []],
  ])('%j are %j', (text, texts) => {
    expect(pastedPosts(text, 'x').map(({ draft }) => draft.parts[0]?.text)).toEqual(texts);
  });
});
