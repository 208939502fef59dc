import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENDPOINTS, type Endpoint } from '../../../utils/page-world/endpoints.ts';
import { madeBy, textsOf } from '../../../utils/page-world/publishing.ts';

const at = (path: string): Endpoint => {
  const found = ENDPOINTS.find((endpoint) => endpoint.path.test(path));
  if (found === undefined) throw new Error(`nothing publishes at ${path}`);
  return found;
};
const BLUESKY = at('/xrpc/com.atproto.repo.createRecord');
const BLUESKY_MANY = at('/xrpc/com.atproto.repo.applyWrites');
const MASTODON = at('/api/v1/statuses');
const X = at('/i/api/graphql/oB-5XsHNAbjvARJEc8CZFw/CreateTweet');
const LINKEDIN = at('/voyager/api/contentcreation/normShares');
const REDDIT = at('/svc/shreddit/graphql');
const POST = 'app.bsky.feed.post';

describe('what a request publishes', () => {
  test.each<[string, Endpoint, unknown, string[] | null]>([
    [
      'a Bluesky post',
      BLUESKY,
      { repo: 'did:plc:a', collection: POST, record: { text: 'Hello', createdAt: '' } },
      ['Hello'],
    ],
    ['a like is no post', BLUESKY, { collection: 'app.bsky.feed.like', record: { text: 'no' } }, []],
    [
      'a thread, and the gate beside it',
      BLUESKY_MANY,
      {
        writes: [
          { collection: POST, value: { text: 'one' } },
          { collection: 'app.bsky.feed.threadgate', value: { text: 'no post' } },
          { collection: POST, value: { text: 'two' } },
        ],
      },
      ['one', 'two'],
    ],
    [
      'a status with its warning and poll',
      MASTODON,
      { status: 'text', spoiler_text: 'careful', poll: { options: ['a', 'b'] }, visibility: 'public' },
      ['careful', 'text', 'a', 'b'],
    ],
    ['a status without words', MASTODON, { status: ' ', media_ids: ['1'] }, []],
    ['a post on X', X, { variables: { tweet_text: 'Hi', reply: {} }, queryId: 'q' }, ['Hi']],
    ['a share', LINKEDIN, { commentaryV2: { text: 'Work', attributes: [] }, origin: 'FEED' }, ['Work']],
    ['a list where an object should be', MASTODON, [], []],
    ['a number', MASTODON, 5, null],
  ])('%s', (_what, endpoint, body, expected) => {
    expect(textsOf(endpoint, JSON.stringify(body))).toEqual(expected);
  });

  test('a post on Reddit: its title, and its text as Markdown or as a document of blocks', () => {
    const form = (fields: Record<string, string>): string[] | null =>
      textsOf(REDDIT, `${new URLSearchParams(fields)}`);
    expect(form({ title: 'A & b', markdown: 'Two\n\nlines' })).toEqual(['A & b', 'Two\n\nlines']);
    const document = [
      {
        e: 'par',
        c: [
          { e: 'text', t: 'Hello ', f: [[0, 0, 6]] },
          { e: 'link', t: 'a link', u: 'https://a.example' },
        ],
      },
      {
        e: 'par',
        c: [
          { e: 'u/', t: 'northwind', l: false },
          { e: 'text', t: ' says' },
        ],
      },
      { e: 'list', o: false, c: [{ e: 'li', c: [{ e: 'par', c: [{ e: 'text', t: 'one' }] }] }] },
      { e: 'img', id: 'm1' },
    ];
    expect(form({ title: 'T', document: JSON.stringify({ document }) })).toEqual([
      'T',
      'Hello a link\nu/northwind says\none',
    ]);
    // What cannot be read as a document says nothing; the title is still there to be judged.
    expect(form({ title: 'T', document: 'no JSON' })).toEqual(['T']);
    expect(form({ title: '' })).toEqual([]);
  });

  test('a form says the same as JSON', () => {
    const form = new URLSearchParams([
      ['status', 'text & more'],
      ['spoiler_text', 'careful'],
      ['poll[options][]', 'a'],
      ['poll[options][]', 'b'],
    ]);
    expect(textsOf(MASTODON, form.toString())).toEqual(['careful', 'text & more', 'a', 'b']);
    expect(textsOf(MASTODON, 'poll%5Boptions%5D%5B%5D=only&status=x')).toEqual(['x', 'only']);
  });

  test.each(['', 'neither', '{"status": "cut', '__proto__'])('%j cannot be understood', (body) => {
    expect(textsOf(MASTODON, body)).toBeNull();
  });

  test('no body whatever makes it throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ENDPOINTS), fc.oneof(fc.json(), fc.string()), (endpoint, body) => {
        const texts = textsOf(endpoint, body);
        expect(texts === null || texts.every((text) => text.trim() !== '')).toBe(true);
      }),
    );
  });
});

describe('what came of it', () => {
  const uri = 'at://did:plc:abc/app.bsky.feed.post/3kabc';
  const address = 'https://bsky.app/profile/did:plc:abc/post/3kabc';
  test.each<[string, Endpoint, unknown, unknown[]]>([
    ['Bluesky', BLUESKY, { uri, cid: 'c' }, [{ id: uri, address }]],
    [
      'Bluesky, several, posts only',
      BLUESKY_MANY,
      { results: [{ uri }, { uri: 'at://did:plc:abc/app.bsky.feed.threadgate/3kabc' }] },
      [{ id: uri, address }],
    ],
    [
      'Mastodon',
      MASTODON,
      { id: '112', url: 'https://mastodon.social/@a/112', account: { url: 'https://no' } },
      [{ id: '112', address: 'https://mastodon.social/@a/112' }],
    ],
    [
      'Mastodon, an address that is no web address',
      MASTODON,
      { id: '112', url: 'javascript:alert(1)' },
      [{ id: '112', address: null }],
    ],
    [
      'X',
      X,
      { data: { create_tweet: { tweet_results: { result: { rest_id: '17' } } } } },
      [{ id: '17', address: 'https://x.com/i/status/17' }],
    ],
    ['LinkedIn does not say it alike', LINKEDIN, { urn: 'urn:li:share:1' }, []],
    ['an error', X, { errors: [{ message: 'no' }] }, []],
  ])('%s', (_what, endpoint, reply, expected) => {
    expect(madeBy(endpoint, JSON.stringify(reply))).toEqual(expected);
  });

  test('an answer that is no JSON names nothing', () => {
    expect(madeBy(X, '<html>')).toEqual([]);
  });
});

test('every endpoint says where it is known from, and has a platform and a method', () => {
  for (const endpoint of ENDPOINTS) {
    expect(endpoint.source.length).toBeGreaterThan(10);
    expect(endpoint.methods.length).toBeGreaterThan(0);
    expect(endpoint.path.source).toMatch(/^\^.*\$$/);
    expect(endpoint.path.flags).toBe('');
  }
});
