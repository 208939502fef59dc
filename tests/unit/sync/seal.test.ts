import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { SealError, verifyClearance, verifyRuleset } from '../../../utils/sync/seal.ts';
import { clearanceOf, memberOf, requestOf, rulesetOf, TEAM, type TeamKey, teamKey } from './support.ts';

let team: TeamKey;
let stranger: TeamKey;
beforeAll(async () => {
  team = await teamKey();
  // The same name for another key: the name proves nothing.
  stranger = await teamKey();
});

const code = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof SealError) return error.code;
    throw error;
  }
  return 'accepted';
};

/** The compact JWS with one character of its n-th part changed. */
function tampered(jws: string, part: number): string {
  const parts = jws.split('.');
  const text = parts[part] ?? '';
  parts[part] = `${text.slice(0, 9)}${text[9] === 'A' ? 'B' : 'A'}${text.slice(10)}`;
  return parts.join('.');
}

const unsigned = (payload: unknown): string => {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'none' })}.${encode(payload)}.`;
};

describe('a ruleset', () => {
  const verify = (jws: string, version = 3, current = 2) =>
    verifyRuleset(jws, { key: team.publicKey, team: TEAM, version, current });

  it('is accepted when it is the team’s and newer', async () => {
    const bundle = rulesetOf(3);
    expect(await verify(await team.sign(bundle))).toEqual(bundle);
  });

  it('is refused when anybody else signed it, or nobody', async () => {
    const signed = await team.sign(rulesetOf(3));
    expect(await code(verify(await stranger.sign(rulesetOf(3))))).toBe('forged');
    for (const part of [0, 1, 2]) expect(await code(verify(tampered(signed, part)))).toBe('forged');
    expect(await code(verify(unsigned(rulesetOf(3))))).toBe('forged');
    expect(await code(verify('not.a.jws'))).toBe('forged');
    expect(await code(verify(''))).toBe('forged');
  });

  it('is refused when it names another key', async () => {
    expect(await code(verify(await team.sign(rulesetOf(3), { kid: 'other' })))).toBe('forged');
  });

  it('is refused when it is another team’s, another number, or older than the one in use', async () => {
    expect(await code(verify(await team.sign(rulesetOf(3, { team: randomUUID() }))))).toBe('wrong_team');
    expect(await code(verify(await team.sign(rulesetOf(4))))).toBe('wrong_content');
    expect(await code(verify(await team.sign(rulesetOf(1)), 1, 2))).toBe('older_version');
  });

  it('is refused when it is something else that the team signed, or has unknown parts', async () => {
    const clearance = clearanceOf(requestOf(memberOf('Ola'), 'a'));
    expect(await code(verify(await team.sign(clearance)))).toBe('invalid_content');
    const [pack] = rulesetOf(3).packs;
    const odd = { ...rulesetOf(3), packs: [{ ...pack, run: 'alert(1)' }] };
    expect(await code(verify(await team.sign(odd)))).toBe('invalid_content');
  });
});

describe('a clearance', () => {
  const request = requestOf(memberOf('Ola'), 'Guaranteed 20% returns');
  const version = request.versions[0];
  if (version === undefined) throw new Error('a request has a version');
  const verify = (jws: string) => verifyClearance(jws, { key: team.publicKey, team: TEAM, request, version });

  it('is accepted for exactly this version, with the time of its end', async () => {
    const clearance = clearanceOf(request);
    const jws = await team.sign(clearance);
    expect(await verify(jws)).toEqual({
      id: clearance.id,
      request: request.id,
      fingerprint: version.fingerprint,
      platform: 'x',
      account: '@fund',
      expiresAt: clearance.exp * 1_000,
    });
  });

  it('is refused when it is forged', async () => {
    const signed = await team.sign(clearanceOf(request));
    expect(await code(verify(await stranger.sign(clearanceOf(request))))).toBe('forged');
    for (const part of [0, 1, 2]) expect(await code(verify(tampered(signed, part)))).toBe('forged');
    expect(await code(verify(unsigned(clearanceOf(request))))).toBe('forged');
  });

  it.each([
    ['another team', { team: randomUUID() }, 'wrong_team'],
    ['another request', { request: randomUUID() }, 'wrong_content'],
    ['another version', { version: 2 }, 'wrong_content'],
    ['other content', { fingerprint: 'f'.repeat(64) }, 'wrong_content'],
    ['another platform', { platform: 'linkedin' }, 'wrong_content'],
    ['another account', { account: '@private' }, 'wrong_content'],
    ['no account', { account: null }, 'wrong_content'],
  ])('is refused for %s', async (_, changes, expected) => {
    expect(await code(verify(await team.sign(clearanceOf(request, changes))))).toBe(expected);
  });

  it('is refused when it is a ruleset', async () => {
    expect(await code(verify(await team.sign(rulesetOf(1))))).toBe('wrong_content');
  });
});
