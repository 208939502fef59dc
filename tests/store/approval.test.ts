import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Command } from '../../utils/api/commands.ts';
import type { ApprovalRequest } from '../../utils/api/entities.ts';
import type { dryRunResponse, PublishRequest, RulesetSources } from '../../utils/api/routes.ts';
import {
  type Browser,
  createTeam,
  creation,
  draftOf,
  newVersion,
  Socket,
  startTestStore,
  type TestStore,
  type TestTeam,
} from './helpers.ts';

const HOUR = 3_600_000;
const MEMBERS = {
  ola: ['author'],
  kari: ['author', 'reviewer'],
  ingrid: ['reviewer'],
  per: ['reviewer'],
  lise: ['reviewer'],
  tor: ['auditor'],
} as const;
const LEGAL_THEN_ANYONE = {
  rules: [
    {
      id: 'promises',
      when: { rule: ['test-rules/promise'] },
      steps: [{ who: { group: 'legal' } }, { who: { role: 'reviewer' } }],
    },
  ],
};

let store: TestStore;

beforeAll(async () => {
  store = await startTestStore();
});
afterAll(() => store.close());

type People<K extends string> = Record<K | 'boss', Browser>;
type Name = keyof typeof MEMBERS;

interface Ready {
  readonly team: TestTeam;
  readonly browsers: People<Name>;
  id(name: string): string;
  group(id: string, ...names: string[]): Promise<void>;
  publish(change: Partial<PublishRequest>): Promise<void>;
  logged(kind: string): Promise<Record<string, unknown>[]>;
}

async function ready(policy: object = {}): Promise<Ready> {
  const team = await createTeam(store, MEMBERS, policy);
  const names = [...Object.keys(MEMBERS), 'boss'];
  const joined = await Promise.all(names.map(async (name) => [name, await team.join(name)] as const));
  const browsers = Object.fromEntries(joined) as People<Name>;
  const id = (name: string): string => {
    const member = team.members.get(name);
    if (member === undefined) throw new Error(name);
    return member.id;
  };
  return {
    team,
    browsers,
    id,
    async group(group, ...members) {
      const body = { id: group, title: `The ${group}`, members: members.map(id) };
      expect((await browsers.boss.call('POST', '/api/v1/groups', body)).status).toBe(200);
    },
    async publish(change) {
      const { body } = await browsers.boss.call<RulesetSources>('GET', '/api/v1/ruleset/sources');
      const { version, packs, overrides, policy: old } = body;
      const request = { base: version, packs, overrides, policy: old, note: '', ...change };
      const answer = await browsers.boss.call('POST', '/api/v1/ruleset', request);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    },
    async logged(kind) {
      const { rows } = await store.core.db.readTeam(team.id, async (tx) => ({
        rows: await tx.selectFrom('log').select('entry').where('team', '=', team.id).orderBy('seq').execute(),
      }));
      return rows.map(({ entry }) => entry).filter((entry) => entry.kind === kind);
    },
  };
}

const newestOf = (request: ApprovalRequest) => {
  const version = request.versions.at(-1);
  if (version === undefined) throw new Error('a request has a version');
  return version;
};

async function decide(
  browser: Browser,
  id: string,
  verdict: 'approve' | 'request-changes' | 'reject' = 'approve',
): Promise<string> {
  return browser.send(
    browser.decision(await browser.request(id), verdict, verdict === 'approve' ? null : 'No.'),
  );
}

describe('steps', () => {
  it('are demanded in order, each of its own people, and named with the decision', async () => {
    const { browsers, group, id } = await ready(LEGAL_THEN_ANYONE);
    await group('legal', 'ingrid', 'kari');
    const request = await browsers.ola.ask('Guaranteed returns');
    expect(await decide(browsers.per, request)).toBe('not_your_turn');
    expect(await decide(browsers.boss, request)).toBe('wrong_role');
    expect(await decide(browsers.ingrid, request)).toBe('applied');
    expect(await decide(browsers.kari, request)).toBe('applied');
    const { state, versions } = await browsers.ola.request(request);
    expect(state).toBe('approved');
    expect(versions[0]?.decisions.map(({ member, step }) => [member.id, step])).toEqual([
      [id('ingrid'), 'group:legal'],
      [id('kari'), 'role:reviewer'],
    ]);
    expect(versions[0]?.plan?.steps.map(({ because }) => because)).toEqual([['promises'], ['promises']]);
  });

  it('give two who approve at once a step each, and no more than that', async () => {
    const { browsers, group } = await ready(LEGAL_THEN_ANYONE);
    await group('legal', 'ingrid', 'kari');
    for (let round = 0; round < 5; round += 1) {
      const request = await browsers.ola.ask(`Guaranteed returns ${round}`);
      const seen = await browsers.kari.request(request);
      const outcomes = await Promise.all([
        browsers.ingrid.send(browsers.ingrid.decision(seen)),
        browsers.kari.send(browsers.kari.decision(seen)),
      ]);
      // Whoever comes second finds the first step done, and counts in the second.
      expect(outcomes).toEqual(['applied', 'applied']);
      const after = newestOf(await browsers.per.request(request));
      expect(after.decisions.map(({ step }) => step).sort()).toEqual(['group:legal', 'role:reviewer']);
      expect(await decide(browsers.per, request)).toBe('already_decided');
    }
  });

  it('decides once when many approve and reject at once', async () => {
    const { browsers } = await ready({ need: 1 });
    const request = await browsers.ola.ask('Guaranteed at once');
    const seen = await browsers.per.request(request);
    const outcomes = await Promise.all([
      browsers.per.send(browsers.per.decision(seen)),
      browsers.lise.send(browsers.lise.decision(seen, 'reject', 'No.')),
      browsers.ingrid.send(browsers.ingrid.decision(seen, 'request-changes', 'Less.')),
    ]);
    expect(outcomes.toSorted()).toEqual(['already_decided', 'already_decided', 'applied']);
    const { state, versions } = await browsers.ola.request(request);
    expect(versions[0]?.decisions).toHaveLength(1);
    expect(state).toBe(['approved', 'rejected', 'changes-requested'][outcomes.indexOf('applied')]);
  });

  it('are filled by those who stand in, never for the author', async () => {
    const { browsers, group, id } = await ready({
      rules: [{ id: 'all', when: { always: true }, steps: [{ who: { group: 'legal' } }] }],
    });
    await group('legal', 'ingrid', 'kari');
    const now = store.core.now();
    const absence = { delegate: id('per'), from: now - HOUR, until: now + HOUR };
    const { per, kari, ingrid } = browsers;
    expect((await per.call('POST', '/api/v1/absences', { member: id('ingrid'), absence })).body.code).toBe(
      'wrong_role',
    );
    for (const [browser, name] of [
      [ingrid, 'ingrid'],
      [kari, 'kari'],
    ] as const)
      expect((await browser.call('POST', '/api/v1/absences', { member: id(name), absence })).status).toBe(
        200,
      );
    expect((await per.pull()).body.member.standsFor).toMatchObject(
      [id('ingrid'), id('kari')].toSorted().map((member) => ({ member, groups: ['legal'] })),
    );
    expect((await ingrid.pull()).body.member.groups).toEqual(['legal']);
    const own = await kari.ask('Nothing to see');
    expect(await decide(per, own)).toBe('applied');
    expect(newestOf(await kari.request(own)).decisions).toMatchObject([
      { member: { id: id('per') }, seat: id('ingrid'), step: 'group:legal' },
    ]);
    // Ingrid is away no more: only the author is left to stand in for, and nobody decides for them.
    await ingrid.call('POST', '/api/v1/absences', { member: id('ingrid'), absence: null });
    expect(await decide(per, await kari.ask('Nothing to see either'))).toBe('wrong_role');
  });

  it('are kept by the database: nobody decides from the seat of the author', async () => {
    const { browsers, id, team } = await ready();
    const request = await browsers.ola.ask('Guaranteed');
    const version = newestOf(await browsers.ola.request(request));
    const insert = store.core.db.inTeam(team.id, (tx) =>
      tx
        .insertInto('decisions')
        .values({
          team: team.id,
          id: randomUUID(),
          request,
          number: 1,
          author: id('ola'),
          editor: id('ola'),
          fingerprint: version.fingerprint,
          member: id('per'),
          kind: 'approve',
          reason: null,
          at: 1,
          step: 'role:reviewer',
          seat: id('ola'),
        })
        .execute(),
    );
    await expect(insert).rejects.toThrow(/seat_of_another/);
  });
});

describe('the dry run', () => {
  it('says what a draft would need and from whom, by a policy in force or to be tried', async () => {
    const { browsers, group, id } = await ready(LEGAL_THEN_ANYONE);
    await group('legal', 'ingrid');
    const ask = async (browser: Browser, body: object) =>
      browser.call<z.infer<typeof dryRunResponse>>('POST', '/api/v1/policy/dry-run', body);
    const { body } = await ask(browsers.ola, { draft: draftOf('Guaranteed returns') });
    expect(body.verdict).toBe('needs-approval');
    expect(body.steps.map(({ from }) => from.length)).toEqual([1, 4]);
    expect(body.steps[0]?.from).toEqual([id('ingrid')]);
    expect(body.possible).toBe(true);
    expect((await ask(browsers.ola, { draft: draftOf('A tip') })).body.steps).toEqual([]);
    const policy = { need: 5 };
    expect((await ask(browsers.ola, { draft: draftOf('Guaranteed'), policy })).body.possible).toBe(false);
    const other = { draft: draftOf('Guaranteed'), author: id('kari') };
    expect((await ask(browsers.ola, other)).body.code).toBe('wrong_role');
    expect((await ask(browsers.boss, other)).body.steps[1]?.from).not.toContain(id('kari'));
  });
});

describe('new rules', () => {
  it('take back what now needs more, tell both sides, and count what was approved already', async () => {
    const { browsers, group, publish, logged } = await ready();
    await group('legal', 'ingrid');
    const request = await browsers.ola.ask('Guaranteed returns');
    expect(await decide(browsers.per, request)).toBe('applied');
    const before = await browsers.ola.request(request);
    expect(newestOf(before).clearance).not.toBeNull();

    await publish({
      policy: { need: 1, clearanceHours: 24, requestHours: 72, ...LEGAL_THEN_ANYONE } as never,
    });
    for (const browser of [browsers.ola, browsers.per]) {
      const after = await browser.request(request);
      expect(after.state).toBe('waiting');
      expect(newestOf(after).clearance).toBeNull();
      expect(after.recheck).toMatchObject({ ruleset: 2, found: 'needs-more' });
    }
    expect(await logged('request.recheck')).toMatchObject([{ request, rules: 2, found: 'needs-more' }]);
    expect(await decide(browsers.ingrid, request)).toBe('applied');
    const again = await browsers.ola.request(request);
    expect(again.state).toBe('approved');
    expect(newestOf(again).clearance).not.toBe(newestOf(before).clearance);
  });

  it('leave alone what has enough, and block what they now block', async () => {
    const { browsers, publish } = await ready();
    const [kept, blocked] = [
      await browsers.ola.ask('Guaranteed'),
      await browsers.ola.ask('Guaranteed wonder'),
    ];
    for (const id of [kept, blocked]) await decide(browsers.per, id);
    const clearance = newestOf(await browsers.ola.request(kept)).clearance;
    const { body } = await browsers.boss.call<RulesetSources>('GET', '/api/v1/ruleset/sources');
    const yaml = (body.packs[0]?.yaml ?? '').replace('[insider tip]', '[insider tip, wonder]');
    await publish({ packs: [{ file: 'test.yml', yaml }] });
    expect(newestOf(await browsers.ola.request(kept)).clearance).toBe(clearance);
    const after = await browsers.ola.request(blocked);
    expect(after).toMatchObject({ state: 'changes-requested', recheck: { found: 'blocked' } });
    expect(newestOf(after).clearance).toBeNull();
  });
});

describe('a pause', () => {
  it('is placed and lifted by admins alone, and reaches a connected browser by a poke', async () => {
    const { browsers, logged } = await ready();
    const { boss, ola, ingrid } = browsers;
    const socket = new Socket(store.url, { type: 'hello', token: ola.joined.token });
    expect(await socket.take()).toMatchObject({ type: 'ready' });
    const pause = { id: randomUUID(), scope: { kind: 'team' }, reason: 'An accident.', until: null };
    expect((await ingrid.call('POST', '/api/v1/pauses', pause)).body.code).toBe('wrong_role');
    expect(await socket.take()).toMatchObject({ type: 'poke' });

    const placed = performance.now();
    expect((await boss.call('POST', '/api/v1/pauses', pause)).status).toBe(200);
    expect(await socket.take()).toMatchObject({ type: 'poke' });
    const { body } = await ola.pull();
    const took = performance.now() - placed;
    expect(body.changes).toContainEqual(
      expect.objectContaining({
        entity: 'pause',
        id: pause.id,
        data: expect.objectContaining({ scope: pause.scope }),
      }),
    );
    expect(took).toBeLessThan(2_000);

    expect((await boss.call('POST', '/api/v1/pauses', pause)).status).toBe(200);
    expect((await boss.call('POST', '/api/v1/pauses', { ...pause, reason: 'Other.' })).body.code).toBe(
      'id_reused',
    );
    expect((await boss.call('POST', '/api/v1/pauses/lift', { id: pause.id })).status).toBe(200);
    const lifted = await ola.pull(`?cursor=${body.cursor}&after=${encodeURIComponent(body.after)}`);
    expect(lifted.body.changes).toContainEqual(
      expect.objectContaining({ entity: 'pause', id: pause.id, data: null }),
    );
    expect((await logged('pause.place')).map(({ outcome }) => outcome)).toEqual([
      'refused',
      'applied',
      'refused',
    ]);
    expect(await logged('pause.lift')).toHaveLength(1);
    socket.ws.terminate();
  });
});

describe('an override', () => {
  const overrideOf = (request: ApprovalRequest, reason: string): Command => {
    const { number, fingerprint } = newestOf(request);
    return {
      kind: 'request.override',
      request: request.id,
      override: randomUUID(),
      version: number,
      fingerprint,
      reason,
    };
  };

  it('is for those whom the policy lets, with a reason, for this content, and on record', async () => {
    const { browsers, group, id, logged } = await ready({
      overrides: { who: { group: 'desk' }, reasonLength: 10 },
    });
    await group('desk', 'ola', 'ingrid');
    const asked = await browsers.ola.request(await browsers.ola.ask('Guaranteed returns'));
    expect(await browsers.per.send(overrideOf(asked, 'It is urgent.'))).toBe('wrong_role');
    expect(await browsers.ola.send(overrideOf(asked, 'Urgent'))).toBe('reason_required');
    const other = { ...overrideOf(asked, 'It is urgent.'), fingerprint: 'f'.repeat(64) } as Command;
    expect(await browsers.ola.send(other)).toBe('fingerprint_mismatch');
    const command = overrideOf(asked, 'It is urgent.');
    expect(await browsers.ola.send(command)).toBe('applied');
    expect(await browsers.ola.send(command)).toBe('applied');
    const after = await browsers.ola.request(asked.id);
    expect(after.state).toBe('approved');
    expect(newestOf(after).override).toMatchObject({ member: { id: id('ola') }, reason: 'It is urgent.' });
    expect(decodeJwt(newestOf(after).clearance ?? '')).toMatchObject({
      fingerprint: newestOf(asked).fingerprint,
    });
    expect((await logged('clearance.issue')).map(({ overriddenBy }) => overriddenBy)).toEqual([id('ola')]);
    expect((await logged('request.override')).filter(({ outcome }) => outcome === 'applied')).toHaveLength(1);
  });

  it('is for nobody where the policy names nobody', async () => {
    const { browsers } = await ready();
    const asked = await browsers.ola.request(await browsers.ola.ask('Guaranteed'));
    expect(await browsers.boss.send(overrideOf(asked, 'It is urgent.'))).toBe('wrong_role');
  });
});

describe('remarks and suggestions', () => {
  it('go to the team, or to reviewers only', async () => {
    const { browsers } = await ready();
    const { ola, per, ingrid, tor } = browsers;
    const request = await ola.ask('Guaranteed');
    const say = (audience: 'team' | 'reviewers', text: string): Command => ({
      kind: 'request.comment',
      request,
      comment: randomUUID(),
      version: 1,
      audience,
      text,
      suggestion: null,
    });
    expect(await per.send(say('team', 'Why so sure?'))).toBe('applied');
    expect(await per.send(say('reviewers', 'He did this before.'))).toBe('applied');
    expect(await ola.send(say('reviewers', 'Hello?'))).toBe('wrong_role');
    expect(await tor.send(say('team', 'I only look.'))).toBe('wrong_role');
    expect(await browsers.kari.send({ ...say('team', 'x'), version: 2 } as Command)).toBe('version_changed');
    expect((await ola.request(request)).comments?.map(({ text }) => text)).toEqual(['Why so sure?']);
    expect((await ingrid.request(request)).comments?.map(({ text }) => text)).toEqual([
      'Why so sure?',
      'He did this before.',
    ]);
  });

  it('stand at words that are there, and reviewers read what the author declared', async () => {
    const { browsers } = await ready();
    const { ola, per } = browsers;
    const command = { ...creation(draftOf('Guaranteed')), declared: ['paid'] };
    expect(await ola.send(command)).toBe('applied');
    const { request } = command;
    const say = (part: number, start: number, end: number): Command => ({
      kind: 'request.comment',
      request,
      comment: randomUUID(),
      version: 1,
      audience: 'team',
      text: 'Softer.',
      suggestion: null,
      words: { part, start, end },
    });
    expect(await per.send(say(0, 0, 11))).toBe('invalid_input');
    expect(await per.send(say(1, 0, 1))).toBe('invalid_input');
    expect(await per.send(say(0, 0, 10))).toBe('applied');
    const seen = await ola.request(request);
    expect(seen.comments?.map(({ words }) => words)).toEqual([{ part: 0, start: 0, end: 10 }]);
    expect(seen.versions[0]?.declared).toEqual(['paid']);
  });

  it('become a new version by its author, on which who wrote it cannot decide', async () => {
    const { browsers, id } = await ready();
    const { ola, per, ingrid } = browsers;
    const request = await ola.ask('Guaranteed returns');
    const draft = newVersion(request, 2, draftOf('Guaranteed returns are a myth')).draft;
    const comment = randomUUID();
    const suggest: Command = {
      kind: 'request.comment',
      request,
      comment,
      version: 1,
      audience: 'team',
      text: '',
      suggestion: draft,
    };
    expect(await per.send(suggest)).toBe('applied');
    const changed = { ...newVersion(request, 2, draftOf('Guaranteed, changed')), suggestion: comment };
    expect(await ola.send(changed)).toBe('fingerprint_mismatch');
    expect(await ola.send({ ...newVersion(request, 2, draft), suggestion: comment })).toBe('applied');
    expect(newestOf(await ola.request(request)).editedBy.id).toBe(id('per'));
    expect(await decide(per, request)).toBe('own_request');
    expect(await decide(ingrid, request)).toBe('applied');
  });
});

describe('the end of a request', () => {
  it('comes by another in its place, or by an admin', async () => {
    const { browsers, id } = await ready();
    const { ola, boss, kari } = browsers;
    const first = await ola.ask('Guaranteed one');
    const second = { ...creation(draftOf('Guaranteed two')), supersedes: first };
    expect(await kari.send({ ...second, request: randomUUID() })).toBe('not_your_request');
    expect(await ola.send(second)).toBe('applied');
    expect(await ola.request(first)).toMatchObject({
      state: 'withdrawn',
      closed: { how: 'superseded', request: second.request },
    });
    const cancel: Command = { kind: 'request.cancel', request: second.request, reason: 'The launch is off.' };
    expect(await ola.send(cancel)).toBe('wrong_role');
    expect(await boss.send(cancel)).toBe('applied');
    expect(await ola.request(second.request)).toMatchObject({
      state: 'withdrawn',
      closed: { how: 'cancelled', by: { id: id('boss') }, reason: 'The launch is off.' },
    });
  });

  it('comes with the use of a clearance that is for one use', async () => {
    const { browsers } = await ready({ oneUse: true });
    const { ola, per } = browsers;
    const request = await ola.ask('Guaranteed once');
    await decide(per, request);
    const approved = await ola.request(request);
    const { fingerprint, clearance } = newestOf(approved);
    const { jti: _, ...payload } = decodeJwt(clearance ?? '');
    expect(payload.once).toBe(true);
    const released: Command = {
      kind: 'post.released',
      clearance: String(payload.id),
      request,
      fingerprint,
      platform: 'x',
      account: '@fund',
      at: 5,
    };
    expect(await ola.send(released)).toBe('applied');
    const after = await ola.request(request);
    expect(after).toMatchObject({ state: 'expired', closed: { how: 'used' } });
    expect(newestOf(after).clearance).toBeNull();
    expect(await ola.send({ ...released, at: 6 })).toBe('applied');
  });
});
