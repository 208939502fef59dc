import { describe, expect, test } from 'vitest';
import { fold, labelMeaning, PUBLISH_WORDS } from '../../../utils/platforms/publish-words.ts';
import { ADAPTERS, adapterById, adapterFor, MATCHES } from '../../../utils/platforms/registry.ts';

describe('the registry of platforms', () => {
  test.each([
    ['x.com', 'x'],
    ['twitter.com', 'x'],
    ['pro.x.com', 'x'],
    ['www.linkedin.com', 'linkedin'],
    ['www.facebook.com', 'facebook'],
    ['business.facebook.com', 'facebook'],
    ['bsky.app', 'bluesky'],
    ['mastodon.social', 'mastodon'],
    ['hachyderm.io', 'mastodon'],
    ['www.threads.com', 'threads'],
    ['www.instagram.com', 'instagram'],
    ['www.reddit.com', 'reddit'],
    ['www.youtube.com', 'youtube'],
    ['studio.youtube.com', 'youtube'],
    ['www.tiktok.com', 'tiktok'],
    ['www.pinterest.com', 'pinterest'],
    ['publish.buffer.com', 'buffer'],
  ])('%s is %s', (hostname, id) => {
    expect(adapterFor({ hostname, pathname: '/home' })?.id).toBe(id);
  });

  test.each(['example.com', 'notx.com', 'x.com.example.com', 'evil-linkedin.com', ''])(
    '%s is none of ours',
    (hostname) => {
      expect(adapterFor({ hostname, pathname: '/' })).toBeNull();
    },
  );

  test('the playground is not part of a build that does not ask for it', () => {
    expect(adapterFor({ hostname: '127.0.0.1', pathname: '/playground/x/' })).toBeNull();
    expect(MATCHES.filter((pattern) => !pattern.startsWith('https://'))).toEqual([]);
  });

  test('ids are unique, lead back to their adapter, and every host has one', () => {
    expect(new Set(ADAPTERS.map(({ id }) => id)).size).toBe(ADAPTERS.length);
    for (const adapter of ADAPTERS) expect(adapterById(adapter.id)).toBe(adapter);
    expect(new Set(MATCHES).size).toBe(MATCHES.length);
  });
});

describe('labels of publish buttons', () => {
  const languages = Object.entries(PUBLISH_WORDS);

  test('there are at least twenty languages', () => {
    expect(languages.length).toBeGreaterThanOrEqual(20);
  });

  test.each(languages)('%s: words that publish and words that do not are told apart', (_language, words) => {
    expect(fold(words)).toBe(words);
    const [publish = [], never = [], ...more] = words.split('/').map((list) => list.split('|'));
    expect(more).toEqual([]);
    expect(publish.length).toBeGreaterThan(2);
    for (const word of publish) expect([word, labelMeaning(word)]).toEqual([word, 'publishes']);
    for (const word of never) expect([word, labelMeaning(word)]).toEqual([word, 'does-not']);
  });

  test('a label is taken whole, in any case', () => {
    expect(labelMeaning('POST')).toBe('publishes');
    expect(labelMeaning('Add post')).toBe('does-not');
    expect(labelMeaning('Add to Queue')).toBe('publishes');
    expect(labelMeaning('Post settings')).toBe('unknown');
  });
});
