// @vitest-environment happy-dom
import { readdirSync, readFileSync } from 'node:fs';
import { render } from 'preact';
import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../gallery/groups.ts';

/** What puts other components up and shows nothing of its own. */
const HOLDERS = ['Overlay.tsx', 'start-page.tsx', 'review-page.tsx', 'start-practice.tsx', 'SiteBar.tsx'];

/** Names of the components that a folder's files offer. */
const offered = (folder: string): string[] =>
  readdirSync(`components/${folder}`)
    .filter((file) => file.endsWith('.tsx') && !HOLDERS.includes(file))
    .flatMap((file) =>
      [...readFileSync(`components/${folder}/${file}`, 'utf8').matchAll(/^export function ([A-Z]\w*)/gm)].map(
        ([, name]) => name ?? '',
      ),
    );

describe('the gallery', () => {
  it.each(Object.keys(GROUPS))('shows every component of %s', (folder) => {
    expect(Object.keys(GROUPS[folder] ?? {}).sort()).toEqual(offered(folder).sort());
  });

  const specimens = Object.entries(GROUPS).flatMap(([folder, group]) =>
    Object.entries(group).flatMap(([name, states]) =>
      states.map(({ state, show }) => ({ name: `${folder}/${name}: ${state}`, show })),
    ),
  );
  it.each(specimens)('$name can be drawn', ({ show }) => {
    const root = document.createElement('div');
    document.body.append(root);
    render(show(), root);
    expect(root.innerHTML).not.toBe('');
    render(null, root);
    root.remove();
  });
});
