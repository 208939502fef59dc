import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ADAPTERS } from '../../../utils/platforms/registry.ts';
import { BUDGETS, bundleSizes } from '../../bench/bundle.ts';
import { builtExtension } from '../harness/build.ts';

describe.each(['chrome', 'firefox'] as const)('the built extension for %s', (browser) => {
  const folder = builtExtension(browser);
  const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8'));

  it('stays within its weight', () => {
    const sizes = bundleSizes(folder);
    expect(sizes.contentScript).toBeLessThanOrEqual(BUDGETS.contentScript);
    expect(sizes.pageWorld).toBeLessThanOrEqual(BUDGETS.pageWorld);
    expect(sizes.popup).toBeLessThanOrEqual(BUDGETS.popup);
    expect(sizes.contentScript).toBeGreaterThan(10_000);
    expect(sizes.popup).toBeGreaterThan(10_000);
  });

  it('asks for the named platforms and nothing else', () => {
    const named = ADAPTERS.flatMap((adapter) => adapter.matches).sort();
    expect([...manifest.host_permissions].sort()).toEqual(named);
    const scripts: { matches: string[]; world?: string }[] = manifest.content_scripts;
    for (const script of scripts) {
      expect([...script.matches].sort()).toEqual(named);
      expect(script).toMatchObject({
        run_at: 'document_start',
        all_frames: true,
        match_origin_as_fallback: true,
      });
    }
    expect(scripts.map(({ world = 'ISOLATED' }) => world).sort()).toEqual(['ISOLATED', 'MAIN']);
    // Beside the page: Chromium asks for a permission for it, Firefox has a key of its own.
    const beside = browser === 'chrome' ? ['sidePanel'] : [];
    expect([...manifest.permissions].sort()).toEqual([
      'activeTab',
      'alarms',
      'scripting',
      ...beside,
      'storage',
    ]);
    expect(manifest.optional_permissions).toEqual(['notifications']);
    expect(manifest.web_accessible_resources ?? []).toEqual([]);
    expect(manifest.externally_connectable).toBeUndefined();
  });

  it('runs no code but its own', () => {
    const policy: string = manifest.content_security_policy.extension_pages;
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
    for (const file of globSync(`${folder}/*.html`)) {
      const html = readFileSync(file, 'utf8');
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
      expect(html).not.toMatch(/(?:src|href)="https?:/);
    }
  });

  it('has no character that Chrome takes for a broken file when it is to run it in a page', () => {
    for (const file of globSync(`${folder}/**/*.js`)) {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
      expect(text).not.toMatch(/\p{Noncharacter_Code_Point}/u);
    }
  });

  it('has nothing of the playground', () => {
    for (const file of globSync(`${folder}/**/*.{js,json,html}`))
      expect(readFileSync(file, 'utf8')).not.toContain('/playground/');
  });
});
