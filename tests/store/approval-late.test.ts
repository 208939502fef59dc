import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expireRequests, remindLate } from '../../team-store/team/sweep.ts';
import { createTeam, startTestStore, type TestStore } from './helpers.ts';

const HOUR = 3_600_000;
let store: TestStore;

beforeAll(async () => {
  store = await startTestStore();
});
afterAll(() => store.close());

describe('what happens by the clock alone', () => {
  it('reminds whom a request waits for, calls others once, and closes what is left', async () => {
    const team = await createTeam(
      store,
      { ola: ['author'], ingrid: ['reviewer'], per: ['reviewer'], lise: ['admin'] },
      { need: 2, late: { remindAfterHours: [2, 10], escalateAfterHours: 20, escalateTo: { role: 'admin' } } },
    );
    const [ola, ingrid] = [await team.join('ola'), await team.join('ingrid')];
    const id = await ola.ask('Guaranteed');
    await ingrid.send(ingrid.decision(await ingrid.request(id)));
    const logged = async (kind: string) =>
      (
        await store.core.db.readTeam(team.id, (tx) =>
          tx.selectFrom('log').select('entry').where('team', '=', team.id).orderBy('seq').execute(),
        )
      )
        .map(({ entry }) => entry)
        .filter((entry) => entry.kind === kind);

    expect(await remindLate(store.core)).toBe(0);
    store.advance(3 * HOUR);
    expect(await remindLate(store.core)).toBe(1);
    expect(await remindLate(store.core)).toBe(0);
    expect(await logged('request.remind')).toMatchObject([
      { request: id, to: [team.members.get('per')?.id] },
    ]);
    store.advance(18 * HOUR);
    expect(await remindLate(store.core)).toBe(1);
    expect(await remindLate(store.core)).toBe(0);
    const called = await logged('request.escalate');
    expect(called).toHaveLength(1);
    expect(called[0]?.to).toHaveLength(2);
    expect((await ola.request(id)).late).toMatchObject({ reminders: 2, escalatedAt: expect.any(Number) });

    store.advance(52 * HOUR);
    expect(await expireRequests(store.core)).toBe(1);
    expect((await ola.request(id)).state).toBe('expired');
    expect(await remindLate(store.core)).toBe(0);
  });

  it('closes what was sent back or approved and never went out', async () => {
    const team = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'] });
    const [ola, ingrid] = [await team.join('ola'), await team.join('ingrid')];
    const [sentBack, approved] = [await ola.ask('Guaranteed one'), await ola.ask('Guaranteed two')];
    store.advance(71 * HOUR);
    await ingrid.send(ingrid.decision(await ingrid.request(sentBack), 'request-changes', 'Less.'));
    await ingrid.send(ingrid.decision(await ingrid.request(approved)));
    store.advance(70 * HOUR);
    expect(await expireRequests(store.core)).toBe(0);
    store.advance(3 * HOUR);
    expect(await expireRequests(store.core)).toBe(1);
    expect((await ola.request(sentBack)).state).toBe('expired');
    expect((await ola.request(approved)).state).toBe('approved');
    store.advance(8 * 24 * HOUR);
    expect(await expireRequests(store.core)).toBe(1);
    expect((await ola.request(approved)).state).toBe('expired');
  });
});
