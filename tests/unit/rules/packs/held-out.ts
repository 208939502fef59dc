/** Posts that were written after the patterns of a pack, in other words: what each rule has to find and what not. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readPack } from '../../../../cli/packs.ts';
import type { Draft } from '../../../../utils/draft/draft.ts';
import type { Linter } from '../../../../utils/lint/linter.ts';
import { compile } from '../../../../utils/rules/compile.ts';
import type { ShippedPackId } from '../../../../utils/rules/starter.ts';

const FOLDER = new URL('../../../fixtures/packs/', import.meta.url);
/** Rules with `from` are in force. */
const NOW = Date.parse('2026-11-23');

const rowSchema = z.strictObject({
  rule: z.string(),
  fires: z.boolean(),
  text: z.string(),
  platform: z.string().default('x'),
  context: z.array(z.string()).default([]),
  language: z.string().optional(),
  /** A day on which the rule is in force, where it rests today. */
  at: z.iso.date().optional(),
  markets: z.array(z.string()).optional(),
  media: z
    .array(z.strictObject({ kind: z.enum(['image', 'video', 'gif', 'other']), alt: z.string().nullable() }))
    .default([]),
});

export type HeldOut = z.infer<typeof rowSchema>;

function rowsOf(file: string): unknown[] {
  return readFileSync(new URL(file, FOLDER), 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

export function draftOf(text: string, more: Partial<Pick<HeldOut, 'platform' | 'media'>> = {}): Draft {
  const media = (more.media ?? []).map((one) => ({ ...one, digest: null }));
  return {
    platform: more.platform ?? 'x',
    account: null,
    parts: [{ text, media }],
    replyTo: null,
    quotes: null,
    scheduledFor: null,
  };
}

export function linterOf(pack: ShippedPackId): Linter {
  return compile({ packs: [readPack(pack)], overrides: {} }, { locale: 'en', now: NOW });
}

/** Ordinary posts of brands and public bodies, in several languages, that break no rule. */
export function ordinaryPosts(): string[] {
  return rowsOf('ordinary.jsonl').map((row) => z.object({ text: z.string() }).parse(row).text);
}

/** Hateful, insulting and profane posts, also spelled around, and posts that only look like them. */
export function postsByTone(): { readonly text: string; readonly offends: boolean }[] {
  return rowsOf('tone.jsonl').map((row) =>
    z.strictObject({ text: z.string(), offends: z.boolean() }).parse(row),
  );
}

/** The rules of a pack that speak up about a held-out post. */
function rulesThatFire(linter: Linter, row: HeldOut): string[] {
  const { findings } = linter.lint(draftOf(row.text, row), {
    context: row.context,
    language: row.language,
    markets: row.markets,
    now: row.at === undefined ? undefined : Date.parse(row.at),
  });
  return findings.map(({ rule }) => rule);
}

/**
 * Every rule of the pack has posts of its own, is heard on those that break it and silent on the others; and ordinary
 * posts are left alone: none is blocked, and at most `most` get a warning or more.
 */
export function describeHeldOut(pack: ShippedPackId, most: number): void {
  const linter = linterOf(pack);
  const rows = rowsOf(`${pack}.jsonl`).map((row) => rowSchema.parse(row));

  describe(`${pack}: posts in words that the pack does not know`, () => {
    it('are there for every rule, at least four of each', () => {
      for (const { id } of readPack(pack).rules) {
        const own = rows.filter(({ rule }) => rule === id);
        expect(own.filter(({ fires }) => fires).length, id).toBeGreaterThanOrEqual(4);
        // A rule that holds every post has none that it lets through.
        if (id === 'crisis-pause') continue;
        expect(own.filter(({ fires }) => !fires).length, id).toBeGreaterThanOrEqual(4);
      }
    });

    it.each(rows.filter(({ fires }) => fires))('$rule finds $text', (row) => {
      expect(rulesThatFire(linter, row)).toContain(row.rule);
    });

    it.each(rows.filter(({ fires }) => !fires))('$rule is silent on $text', (row) => {
      expect(rulesThatFire(linter, row)).not.toContain(row.rule);
    });

    it('leave ordinary posts alone', () => {
      const loud = ordinaryPosts().flatMap((text) => {
        const grave = linter.lint(draftOf(text)).findings.filter(({ severity }) => severity !== 'note');
        return grave.length === 0
          ? []
          : [{ text, grave: grave.map(({ severity, rule }) => `${severity} ${rule}`) }];
      });
      expect(loud.filter(({ grave }) => grave.some((one) => one.startsWith('block')))).toEqual([]);
      expect(loud.length, JSON.stringify(loud, null, 1)).toBeLessThanOrEqual(most);
    });
  });
}
