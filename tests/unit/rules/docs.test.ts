import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packPages, provenFile } from '../../../scripts/pack-docs.ts';
import { RULES_FILE, rulesText, SCHEMA_FILE, schemaText } from '../../../scripts/rule-docs.ts';

/** When one of these fails, run `node scripts/run.mjs scripts/rule-docs.ts`. */
describe('generated docs', () => {
  it('the JSON Schema is that of the rule schema', () => {
    expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(schemaText());
  });

  it('docs/rules.md describes the kinds and packs that there are', () => {
    const current = readFileSync(RULES_FILE, 'utf8');
    expect(current).toBe(rulesText(current));
  });

  it('docs/packs has one page for each pack, as the pack is now, and an index', () => {
    const pages = packPages();
    for (const { file, text } of pages) expect(readFileSync(file, 'utf8'), file.pathname).toBe(text);
    const names = pages.map(({ file }) => file.pathname.split('/').at(-1));
    expect(readdirSync(new URL('.', pages[0]?.file)).sort()).toEqual(names.sort());
  });

  it('every rule has its section, its source and an example of each sort', () => {
    for (const { file, text } of packPages().slice(1)) {
      const sections = text.split(/^## /m).slice(1);
      for (const section of sections) {
        const name = `${file.pathname} ${section.split('\n')[0]}`;
        expect(section, name).toMatch(/^- Source: .+looked at on \d{4}-\d\d-\d\d; .+/m);
        expect(section.match(/^```text$/gm), name).toHaveLength(2);
      }
    }
  });

  it('the digests of shipped packs are those of packs whose examples all come true', () => {
    const { file, text } = provenFile();
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
