import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOrganisation } from '../../../components/team/organisation.ts';
import { maySwitch } from '../../../utils/managed/may-switch.ts';
import { MANAGED_KEYS, mayConnect, readSettings } from '../../../utils/managed/settings.ts';

const TEAM = '6f0f5a0c-3f0e-4c0e-9a55-2d8f6f6a7a11';

describe('settings of an organisation', () => {
  it('are taken as they are meant', () => {
    const raw = {
      store: 'https://signoff.example.com/join',
      team: TEAM,
      lockConnection: true,
      lockSites: false,
    };
    expect(readSettings(raw)).toEqual({
      settings: { ...raw, store: 'https://signoff.example.com' },
      wrong: [],
    });
    expect(readSettings({})).toEqual({ settings: {}, wrong: [] });
  });

  it.each([
    ['store', 'http://signoff.example.com'],
    ['store', 'https://name:word@signoff.example.com'],
    ['store', 'signoff.example.com'],
    ['store', 'javascript:alert(1)'],
    ['team', 'our team'],
    ['lockConnection', 'yes'],
    ['skipWelcome', 1],
    ['sites', 'blog.example'],
    ['sites', ['blog.example', 'two words']],
    ['sites', ['http://blog.example']],
    ['sites', ['*.example']],
    ['language', 'klingon'],
    ['language', ['nb']],
    ['stroe', 'https://signoff.example.com'],
    ['__proto__x', {}],
  ])('%s: a wrong value is named and left out, the others count', (key, value) => {
    const { settings, wrong } = readSettings({ [key]: value, lockSites: true });
    expect(wrong).toEqual([key]);
    expect(settings).toEqual({ lockSites: true });
  });

  it('never throw, whatever a policy has', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...MANAGED_KEYS)), fc.anything()),
        (raw) => {
          const { settings, wrong } = readSettings(raw);
          expect(Object.keys(settings).length + wrong.length).toBe(Object.keys(raw).length);
        },
      ),
    );
  });

  it('name each site once, by its host, and a language by the one that serves it', () => {
    const raw = { sites: ['Blog.example', 'https://blog.example/new', 'intranet'], language: 'no-NO' };
    expect(readSettings(raw)).toEqual({
      settings: { sites: ['blog.example', 'intranet'], language: 'nb' },
      wrong: [],
    });
  });

  it('leave to the user what they do not decide, and to no user what they do', () => {
    const set = { sites: ['set.example'] };
    expect(maySwitch({}, 'blog.example', true)).toBe(true);
    expect(maySwitch({}, 'blog.example', false)).toBe(true);
    expect(maySwitch(set, 'set.example', true)).toBe(true);
    expect(maySwitch(set, 'set.example', false)).toBe(false);
    expect(maySwitch({ ...set, lockSites: true }, 'set.example', true)).toBe(true);
    expect(maySwitch({ ...set, lockSites: true }, 'blog.example', true)).toBe(false);
    expect(maySwitch({ ...set, lockSites: true }, 'blog.example', false)).toBe(false);
  });

  it('keep a locked browser to its store', () => {
    const locked = { store: 'https://a.example', lockConnection: true };
    expect(mayConnect(locked, 'https://a.example/x')).toBe(true);
    expect(mayConnect(locked, 'https://b.example')).toBe(false);
    expect(mayConnect(locked, 'nonsense')).toBe(false);
    expect(mayConnect({ store: 'https://a.example' }, 'https://b.example')).toBe(true);
    expect(mayConnect({ lockConnection: true }, 'https://b.example')).toBe(true);
  });

  it('are the same that the browser is told of', () => {
    const file = new URL('../../../assets/public/managed-schema.json', import.meta.url);
    const { properties } = JSON.parse(readFileSync(file, 'utf8'));
    expect(Object.keys(properties).sort()).toEqual([...MANAGED_KEYS].sort());
  });
});

describe('a page that is open', () => {
  it('follows the policy, until it is closed', async () => {
    let raw: Record<string, unknown> = { lockSites: true };
    let heard = (): void => {};
    let stopped = false;
    const { managed, start } = createOrganisation(async () => ({
      readManaged: async () => readSettings(raw),
      onManagedChange: (call) => {
        heard = call;
        return () => {
          stopped = true;
        };
      },
    }));
    const stop = start();
    await new Promise((done) => setImmediate(done));
    expect(managed.value.settings.lockSites).toBe(true);
    raw = {};
    heard();
    await new Promise((done) => setImmediate(done));
    expect(managed.value.settings.lockSites).toBeUndefined();
    stop();
    expect(stopped).toBe(true);
  });
});
