import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inChange } from '../../team-store/team/change.ts';
import { createCode } from '../../team-store/team/join.ts';
import { deactivate } from '../../team-store/team/members.ts';
import {
  Browser,
  createTeam,
  pkce,
  postJson,
  startTestStore,
  type TestStore,
  type TestTeam,
} from './helpers.ts';

let store: TestStore;
let team: TestTeam;

beforeAll(async () => {
  store = await startTestStore();
  team = await createTeam(store, { ola: ['author'], kari: ['author'] });
});
afterAll(() => store.close());

async function code(challenge: string): Promise<string> {
  return store.core.db.inTeam(team.id, (tx) =>
    createCode(store.core, tx, team.id, team.members.get('ola')?.id ?? '', challenge),
  );
}

async function join(body: object): Promise<{ status: number; code?: string }> {
  const response = await postJson(`${store.url}/api/v1/join`, { deviceName: 'A browser', ...body });
  const answer = (await response.json()) as { code?: string };
  return { status: response.status, ...(answer.code === undefined ? {} : { code: answer.code }) };
}

describe('joining', () => {
  it('takes the code once, in any case and without hyphens', async () => {
    const { verifier, challenge } = pkce();
    const text = await code(challenge);
    expect(text).toMatch(/^[3-9A-Y]{4}(-[3-9A-Y]{4}){3}$/);
    expect(await join({ code: text.toLowerCase().replaceAll('-', ''), verifier })).toEqual({ status: 200 });
    expect(await join({ code: text, verifier })).toEqual({ status: 400, code: 'code_invalid' });
  });

  it('refuses another verifier, and the code is used up', async () => {
    const { verifier, challenge } = pkce();
    const text = await code(challenge);
    expect(await join({ code: text, verifier: pkce().verifier })).toEqual({
      status: 400,
      code: 'code_invalid',
    });
    expect(await join({ code: text, verifier })).toEqual({ status: 400, code: 'code_invalid' });
  });

  it('refuses a code that is older than five minutes, or none at all', async () => {
    const { verifier, challenge } = pkce();
    const text = await code(challenge);
    store.advance(5 * 60_000 + 1);
    expect(await join({ code: text, verifier })).toEqual({ status: 400, code: 'code_invalid' });
    expect(await join({ code: 'AAAA-AAAA-AAAA-AAAA', verifier })).toEqual({
      status: 400,
      code: 'code_invalid',
    });
    expect(await join({ code: 'x', verifier })).toEqual({ status: 400, code: 'invalid_input' });
    const odd = { code: await code(challenge), verifier, deviceName: 'a\u0000b' };
    expect(await join(odd)).toEqual({ status: 400, code: 'invalid_input' });
    expect(await join({ code: text, verifier, team: 'x' })).toEqual({ status: 400, code: 'invalid_input' });
  });

  it('is limited', async () => {
    const small = await startTestStore({ limits: { join: 2 } });
    const body = { code: 'AAAA-AAAA-AAAA-AAAA', verifier: pkce().verifier, deviceName: 'x' };
    const statuses = [];
    for (let at = 0; at < 3; at += 1)
      statuses.push((await postJson(`${small.url}/api/v1/join`, body)).status);
    const last = await postJson(`${small.url}/api/v1/join`, body);
    expect(statuses).toEqual([400, 400, 429]);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await last.json()).toMatchObject({ code: 'rate_limited' });
    await small.close();
  });
});

describe('a device’s token', () => {
  it('is worth nothing after it was taken back, or after the member was deactivated', async () => {
    const ola = await team.join('ola');
    expect((await ola.call('POST', '/api/v1/leave')).status).toBe(200);
    expect(await ola.pull()).toMatchObject({ status: 401, body: { code: 'token_revoked' } });
    const kari = await team.join('kari');
    await store.core.db.inTeam(team.id, (tx) =>
      inChange(tx, team.id, store.core.now(), (change) =>
        deactivate(tx, change, team.members.get('boss')?.id ?? '', kari.joined.member.id),
      ),
    );
    expect(await kari.pull()).toMatchObject({ status: 401, body: { code: 'token_revoked' } });
  });

  it('runs out when the browser has not called for 90 days', async () => {
    const ola = await team.join('ola');
    store.advance(89 * 24 * 3_600_000);
    expect((await ola.pull()).status).toBe(200);
    store.advance(182 * 24 * 3_600_000);
    expect(await ola.pull()).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  });

  it('is needed, whole', async () => {
    const ola = await team.join('ola');
    for (const token of [
      '',
      'x',
      ola.joined.token.slice(0, -1),
      `${ola.joined.token}x`,
      `session${ola.joined.token.slice(3)}`,
    ]) {
      const wrong = new Browser(store.url, { ...ola.joined, token });
      expect(await wrong.pull()).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    }
    const { body } = await ola.call<{ devices: { current: boolean; name: string }[] }>(
      'GET',
      '/api/v1/devices',
    );
    expect(body.devices.filter(({ current }) => current)).toHaveLength(1);
  });

  it('may be used from any origin, never with cookies', async () => {
    const preflight = await fetch(`${store.url}/api/v1/push`, {
      method: 'OPTIONS',
      headers: {
        origin: 'chrome-extension://abc',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
  });
});
