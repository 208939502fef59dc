import { describe, expect, it } from 'vitest';
import type { ApprovalRequest } from '../../../utils/api/entities.ts';
import type { NoticeEvent } from '../../../utils/notices/events.ts';
import { GLANCE_LENGTH } from '../../../utils/notices/glance.ts';
import { GATHERED } from '../../../utils/notices/ledger.ts';
import { noticeTexts } from '../../../utils/notices/texts.ts';
import { type Wording, wordsOf } from '../../../utils/notices/words.ts';
import { NOW } from '../sync/support.ts';
import { plainRequest } from './samples.ts';

const wording = (words: boolean, locale: 'en' | 'nb' = 'en'): Wording => ({
  texts: noticeTexts(() => locale),
  words,
  now: NOW,
  clockOffset: 0,
});

function eventOf(
  kind: NoticeEvent['kind'],
  request: ApprovalRequest,
  more: Partial<NoticeEvent> = {},
): NoticeEvent {
  const [version] = request.versions;
  if (version === undefined) throw new Error('a request has a version');
  const subject = { request, version };
  const topic = kind === 'waiting' ? 'waiting' : 'own';
  return { id: kind, kind, topic, subject, by: 'Ola', said: null, until: null, scope: null, ...more };
}
const say = (event: NoticeEvent, words = false, locale: 'en' | 'nb' = 'en') =>
  wordsOf({ id: event.id, events: [event] }, wording(words, locale));

const SECRET = 'Guaranteed growth';

describe('a notice', () => {
  it('shows who, where, by when and how grave, and no word of the post unless that was chosen', () => {
    const found = { severity: 'review' } as ApprovalRequest['versions'][number]['findings'][number];
    const request = plainRequest(SECRET);
    const versions = request.versions.map((one) => ({ ...one, findings: [found] }));
    const event = eventOf('waiting', { ...request, versions });
    const said = say(event);
    expect(said.title).toBe('Ola asks for your approval');
    expect(said.message).toMatch(/^X · @fund · Due .+ · Needs approval$/);
    expect(say(event, true).message).toContain(`“${SECRET}”`);
    expect(say(event, true, 'nb').message).toContain(`«${SECRET}»`);
  });

  it('keeps back what people have said as well, but says why the store refused', () => {
    const request = plainRequest(SECRET);
    const sent = eventOf('rejected', request, { by: 'Kari', said: 'Promises too much' });
    expect(say(sent)).toMatchObject({ title: 'Kari rejected your post', message: 'X · @fund' });
    expect(say(sent, true).message).toBe(`X · @fund\n“${SECRET}”\nPromises too much`);
    expect(say(eventOf('refused', request, { said: 'Too late.' })).message).toBe('X · @fund\nToo late.');
  });

  it('names what is paused', () => {
    const pause = (scope: NoticeEvent['scope']) =>
      say(eventOf('paused', plainRequest(SECRET), { subject: null, topic: 'pauses', scope }));
    expect(pause({ kind: 'team' })).toMatchObject({ title: 'Publishing is paused: everything', actions: [] });
    expect(pause({ kind: 'platform', platform: 'x' }).title).toBe('Publishing is paused: X');
    expect(pause({ kind: 'account', platform: 'x', account: '@fund' }).title).toBe(
      'Publishing is paused: @fund on X',
    );
    expect(pause({ kind: 'topic', words: ['flood', 'fire'] }).title).toBe(
      'Publishing is paused: posts about flood or fire',
    );
  });

  it('of several counts them by what they are', () => {
    const events = [
      eventOf('waiting', plainRequest('a')),
      eventOf('waiting', plainRequest('b')),
      eventOf('approved', plainRequest('c')),
    ];
    const said = wordsOf({ id: GATHERED, events }, wording(true));
    expect(said.title).toBe('2 posts wait on you');
    expect(said.message).toBe('News of 1 post of yours\nOpen Signoff to see them.');
    expect(said.actions).toEqual(['open']);
  });
});

describe('the button Approve', () => {
  const offerOf = (request: ApprovalRequest, words = true) => say(eventOf('waiting', request), words);

  it('is there where all there is to see is on the notice, and is for exactly that version', () => {
    const request = plainRequest('Two lines,\nand no more.');
    const said = offerOf(request);
    expect(said.actions).toEqual(['approve', 'open']);
    expect(said.message).toContain('Two lines,\nand no more.');
    const { fingerprint } = request.versions[0] ?? { fingerprint: '' };
    expect(said.offer).toEqual({ request: request.id, version: 1, fingerprint });
    expect(offerOf(request, false)).toMatchObject({ actions: ['open'], offer: null });
    expect(say(eventOf('late', request), true).actions).toEqual(['open']);
  });

  type Version = ApprovalRequest['versions'][number];
  const request = plainRequest('Short.');
  const version = (change: (one: Version) => Partial<Version>): ApprovalRequest => ({
    ...request,
    versions: request.versions.map((one) => ({ ...one, ...change(one) })),
  });
  const draft = (changes: Partial<Version['draft']>) =>
    version((one) => ({ draft: { ...one.draft, ...changes } }));
  const finding = { severity: 'review' } as Version['findings'][number];
  const image = { kind: 'image' as const, alt: null, digest: null };
  it.each<[string, ApprovalRequest]>([
    ['a text that is cut', plainRequest('x'.repeat(GLANCE_LENGTH + 1))],
    ['more lines than are drawn', plainRequest('a\nb\nc')],
    ['no text', plainRequest(' ')],
    ['several parts', draft({ parts: [1, 2].map(() => ({ text: 'a', media: [] })) })],
    ['media', draft({ parts: [{ text: 'a', media: [image] }] })],
    ['an answer', draft({ replyTo: 'https://x.com/1' })],
    ['a quote', draft({ quotes: 'https://x.com/1' })],
    ['an audience', draft({ audience: 'Connections only' })],
    ['a finding for review', version(() => ({ findings: [finding] }))],
    ['a verdict that needs approval', version(() => ({ verdict: 'needs-approval' }))],
    ['what is not allowed', version(() => ({ verdict: 'blocked' }))],
    ['a declaration', version(() => ({ declared: ['paid'] }))],
    ['a note', version(() => ({ note: 'For Friday.' }))],
    ['new rules', { ...request, recheck: { ruleset: 7, found: 'needs-more', at: NOW } }],
    [
      'a comment',
      {
        ...request,
        comments: [
          {
            id: 'c',
            version: 1,
            member: { id: 'k', name: 'Kari' },
            audience: 'reviewers',
            text: 'Wait.',
            suggestion: null,
            at: NOW,
          },
        ],
      },
    ],
  ])('is not there with %s', (_, other) => {
    expect(offerOf(other)).toMatchObject({ actions: ['open'], offer: null });
  });
});
