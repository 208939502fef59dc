import type { Draft } from '../../../../utils/draft/draft.ts';
import type { Finding } from '../../../../utils/lint/finding.ts';
import { type Linter, loadLinter } from '../../../../utils/lint/linter.ts';
import { planRuleset } from '../../../../utils/rules/compile.ts';
import { loadPack } from '../../../../utils/rules/load.ts';
import { type Pack, packSchema } from '../../../../utils/rules/schema.ts';
import { post } from '../../lint/posts.ts';

/** A rule as its author writes it: what every rule has is filled in, what has a default may be left out. */
export type Written = Readonly<Record<string, unknown>> & { readonly kind: string };

export function packOf(...rules: Written[]): Pack {
  return packSchema.parse(written(...rules));
}

/** A linter of these rules, through JSON as it reaches a page. */
export function linterOf(...rules: Written[]): Linter {
  const plan = planRuleset({ packs: [packOf(...rules)], overrides: {} }, 'en');
  return loadLinter(JSON.parse(JSON.stringify(plan)), { now: 0 });
}

export function findingsOf(draft: Draft | string, ...rules: Written[]): readonly Finding[] {
  return linterOf(...rules).lint(typeof draft === 'string' ? post(draft) : draft).findings;
}

/** Part, start and text of each finding. */
export function placesOf(
  draft: Draft | string,
  ...rules: Written[]
): [part: number, start: number, text: string][] {
  return findingsOf(draft, ...rules).map(({ part, start, text }) => [part, start, text]);
}

/** What loading a pack with this rule complains about: path and message. */
export function complaintsOf(rule: Written): [path: string, message: string][] {
  const loaded = loadPack(JSON.stringify(written(rule)), 'pack.yml');
  return loaded.ok ? [] : loaded.errors.map(({ path, message }) => [path, message]);
}

function written(...rules: Written[]): object {
  return {
    pack: 'p',
    version: '1.0.0',
    title: { en: 'P' },
    rules: rules.map((rule, i) => ({
      id: `r${i}`,
      severity: 'warn',
      message: { en: '{match}' },
      examples: { bad: ['x'], good: ['y'] },
      ...rule,
    })),
  };
}

/** A draft of one post with images of these alternative texts. */
export function illustrated(text: string, ...alts: (string | null)[]): Draft {
  const draft = post(text);
  return { ...draft, parts: [{ text, media: alts.map((alt) => ({ kind: 'image', digest: null, alt })) }] };
}
