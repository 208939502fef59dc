/**
 * The requests by which a platform's own page publishes, as data. Only those stand here whose shape is documented, or
 * about which independent sources agree; what a platform does otherwise is out of reach and named in
 * docs/second-line.md. Both worlds read this: the page's goes by method and path, ours by the rest.
 */
export interface Endpoint {
  readonly platform: string;
  readonly methods: readonly string[];
  /** Of the whole path of the address; any host, since Bluesky's and Mastodon's servers are anybody's. */
  readonly path: RegExp;
  /**
   * For a request that carries much else, tokens among it: the script in the page takes out what is named here, and
   * hands on nothing beside it. What is not `only` passes unasked. The rest of this entry is about the names.
   */
  readonly takes?: {
    readonly only: { readonly path: readonly string[]; readonly is: RegExp };
    readonly fields: readonly { readonly name: string; readonly path: readonly string[] }[];
  };
  /** One of the texts that is a document of blocks, as JSON in a string. */
  readonly rich?: string;
  /** Where in the body the posts are: paths are keys joined by `.`, `*` is every entry of a list. */
  readonly posts: string;
  /** Only these of the posts: the value at a path, below each. */
  readonly when: { readonly at: string; readonly is: string } | null;
  /** Where the words of a post are, below each; all that are there are published. */
  readonly texts: readonly string[];
  /** Where the answer says what came of it. `address` is a path, or a template over the id with `{id}`. */
  readonly made: { readonly at: string; readonly id: string; readonly address: string } | null;
  readonly source: string;
}

/** The one Bluesky record that is a post; likes, follows and lists go by the same requests. */
const BLUESKY_POST = { at: 'collection', is: 'app.bsky.feed.post' } as const;

export const ENDPOINTS: readonly Endpoint[] = [
  {
    platform: 'bluesky',
    methods: ['POST'],
    path: /^\/xrpc\/com\.atproto\.repo\.(?:createRecord|putRecord)$/,
    posts: '',
    when: BLUESKY_POST,
    texts: ['record.text'],
    made: { at: '', id: 'uri', address: 'at' },
    source: 'https://docs.bsky.app/docs/api/com-atproto-repo-create-record',
  },
  {
    platform: 'bluesky',
    methods: ['POST'],
    path: /^\/xrpc\/com\.atproto\.repo\.applyWrites$/,
    posts: 'writes.*',
    when: BLUESKY_POST,
    texts: ['value.text'],
    made: { at: 'results.*', id: 'uri', address: 'at' },
    source: 'https://docs.bsky.app/docs/api/com-atproto-repo-apply-writes',
  },
  {
    platform: 'mastodon',
    methods: ['POST', 'PUT'],
    path: /^\/api\/v1\/statuses(?:\/\d+)?$/,
    posts: '',
    when: null,
    texts: ['spoiler_text', 'status', 'poll.options.*', 'poll[options][].*'],
    made: { at: '', id: 'id', address: 'url' },
    source: 'https://docs.joinmastodon.org/methods/statuses/#create',
  },
  {
    platform: 'x',
    methods: ['POST'],
    path: /^\/i\/api\/graphql\/[\w-]+\/Create(?:Note)?Tweet$/,
    posts: 'variables',
    when: null,
    texts: ['tweet_text'],
    made: {
      at: 'data.*.tweet_results.result',
      id: 'rest_id',
      address: 'https://x.com/i/status/{id}',
    },
    source: 'twillot-app/twillot docs/reply.md; fa0311/TwitterInternalAPIDocument docs/markdown/GraphQL.md',
  },
  {
    platform: 'linkedin',
    methods: ['POST'],
    path: /^\/voyager\/api\/contentcreation\/normShares$/,
    posts: '',
    when: null,
    texts: ['commentaryV2.text'],
    made: null,
    source: 'four independent clients with the same body, 2023 to 2026',
  },
  {
    platform: 'reddit',
    methods: ['POST'],
    path: /^\/svc\/shreddit\/graphql$/,
    takes: {
      only: { path: ['operation'], is: /^Create(?:Profile)?Post$/ },
      fields: [
        { name: 'title', path: ['variables', 'input', 'title'] },
        { name: 'markdown', path: ['variables', 'input', 'content', 'markdown'] },
        { name: 'document', path: ['variables', 'input', 'content', 'richText'] },
      ],
    },
    posts: '',
    when: null,
    texts: ['title', 'markdown', 'document'],
    rich: 'document',
    made: null,
    source:
      'two independent clients with the same body, 2025 and 2026; of links and of the answer they differ',
  },
];

/** Whether it is known by which requests a platform publishes. */
export const hasEndpoints = (platform: string): boolean => ENDPOINTS.some((one) => one.platform === platform);
