import { describe, expect, it } from 'vitest';
import { loadLinter } from '../../../../utils/lint/linter.ts';
import { planRuleset } from '../../../../utils/rules/compile.ts';
import { post } from '../../lint/posts.ts';
import { findingsOf, packOf, placesOf, type Written } from './rules.ts';

const rule = (more: object = {}): Written => ({
  kind: 'existence',
  tokens: ['risk free', 'guaranteed?'],
  ignorecase: true,
  ...more,
});

describe('existence', () => {
  it('finds each token where it stands as words', () => {
    expect(placesOf('Risk free. We guarantee it, guaranteed. Riskfree, unguaranteed.', rule())).toEqual([
      [0, 0, 'Risk free'],
      [0, 14, 'guarantee'],
      [0, 28, 'guaranteed'],
    ]);
    expect(findingsOf('guarantee', rule())).toMatchObject([{ suggestions: [], kind: 'existence' }]);
  });

  it('lets through what its exceptions name, and what lies inside of a phrase of theirs', () => {
    const spared = rule({ exceptions: ['guaranteed', 'guarantee fund'] });
    expect(placesOf('guaranteed, a guarantee fund, a guarantee', spared)).toEqual([[0, 32, 'guarantee']]);
  });

  it('lets through what the team’s vocabulary accepts, unless told not to', () => {
    const lint = (vocab: boolean) =>
      loadLinter(
        planRuleset(
          { packs: [{ ...packOf(rule({ vocab })), vocabulary: { accept: ['guarantee'] } }], overrides: {} },
          'en',
        ),
        { now: 0 },
      )
        .lint(post('guarantee'))
        .findings.filter(({ rule }) => rule === 'r0')
        .map(({ text }) => text);
    expect(lint(true)).toEqual([]);
    expect(lint(false)).toEqual(['guarantee']);
  });

  it('is run on texts without any of its literals only where it looks behind disguises', () => {
    const disguised = 'That g.u.a.r.a.n.t.e.e and this gu@rantee';
    expect(placesOf(disguised, rule())).toEqual([]);
    expect(placesOf(disguised, rule({ evasion: true })).map(([, start]) => start)).toEqual([5, 32]);
    expect(placesOf('risk free', rule({ evasion: true }))).toEqual([[0, 0, 'risk free']]);
  });
});
