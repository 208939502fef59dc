import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readPack } from '../../../../cli/packs.ts';
import { post } from '../../lint/posts.ts';
import { describeHeldOut, linterOf } from './held-out.ts';

const FOLDER = new URL('../../../fixtures/packs/', import.meta.url);
const row = z.object({
  text: z.string(),
  fires: z.boolean().default(false),
  context: z.array(z.string()).optional(),
});

function rowsOf(file: string): z.infer<typeof row>[] {
  return readFileSync(new URL(file, FOLDER), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => row.parse(JSON.parse(line)));
}

describeHeldOut('finance-us', 1); // an award with its giver and no date: meant to get a warning
describeHeldOut('finance-uk-eu', 1); // an APR that does not say “representative”

describe.each(['finance-us', 'finance-uk-eu'] as const)('%s', (id) => {
  const pack = readPack(id);
  const linter = linterOf(id);
  const raised = (file: string): string[] =>
    rowsOf(file)
      .filter(({ fires }) => !fires)
      .flatMap(({ text, context }) =>
        linter.lint(post(text), { context }).findings.map(({ rule }) => `${rule}: ${text}`),
      );

  it('has a reason, a section, a date and a status for each rule', () => {
    for (const { why } of pack.rules) {
      expect(why?.section).toBeDefined();
      expect(why?.status).toBeDefined();
      expect(why?.checked).toBeDefined();
    }
  });

  it('holds no held-out post as an example', () => {
    const examples = new Set(
      pack.rules.flatMap(({ examples: { bad, good } }) =>
        [...bad, ...good].map((example) => (typeof example === 'string' ? example : example.text)),
      ),
    );
    for (const { text } of rowsOf(`${id}.jsonl`)) expect(examples.has(text), text).toBe(false);
  });

  it('raises no other rule either where a post comes near one', () => {
    expect(raised(`${id}.jsonl`)).toEqual([]);
  });

  it('is silent on what banks and shops write every day', () => {
    expect(raised('finance-ordinary.jsonl')).toEqual([]);
  });
});

describe('a warning that finance-uk-eu asks for', () => {
  const linter = linterOf('finance-uk-eu');
  const WARNING =
    "Don't invest unless you're prepared to lose all the money you invest. This is a high-risk investment and you should not expect to be protected if something goes wrong. Take 2 mins to learn more.";
  const found = (...texts: string[]): string[] =>
    linter.lint(post(...texts)).findings.map(({ rule, part }) => `${part} ${rule}`);

  it('does not cure another post of the thread', () => {
    expect(found('Buy Bitcoin in our app.', WARNING)).toEqual(['0 crypto-warning-missing']);
    expect(found(`Buy Bitcoin in our app. ${WARNING}`, 'Thanks for reading.')).toEqual([]);
  });

  it('is offered, and cures the post when it is taken', () => {
    const [finding] = linter.lint(post('Buy Bitcoin in our app.')).findings;
    const [offer] = finding?.suggestions ?? [];
    expect(offer?.text).toContain(WARNING);
    expect(found(`${offer?.text} Buy Bitcoin in our app.`)).toEqual([]);
  });

  it('has to be whole, with either apostrophe', () => {
    expect(found(`Buy Bitcoin in our app. ${WARNING.replace('Take 2 mins to learn more.', '')}`)).toEqual([
      '0 crypto-warning-missing',
    ]);
    expect(found(`Buy Bitcoin in our app. ${WARNING.replaceAll("'", '’')}`)).toEqual([]);
  });
});
