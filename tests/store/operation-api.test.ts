import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApi } from '../../team-store/operation/openapi.ts';
import { REFUSALS } from '../../utils/api/codes.ts';
import { ROUTES } from '../../utils/api/routes.ts';
import { type Browser, createTeam, startTestStore, type TestStore } from './helpers.ts';

let store: TestStore;
let boss: Browser;
let text: string;

type Route = (typeof ROUTES)[keyof typeof ROUTES];

interface Operation {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, unknown>> }>>;
}

const operationOf = ({ method, path }: Route): Operation | undefined =>
  JSON.parse(text).paths[path]?.[method.toLowerCase()];

const ajv = new Ajv2020({ strict: false, allErrors: true });
// Its types are those of a CommonJS module.
(addFormats as unknown as (to: Ajv2020) => void)(ajv);

/** What does not fit, by the document that the store serves. */
function mistakes(reference: string, value: unknown): unknown {
  const validate = ajv.getSchema(`store${reference}`);
  if (validate === undefined) throw new Error(`there is no ${reference}`);
  return validate(value) === true ? null : validate.errors;
}

beforeAll(async () => {
  store = await startTestStore();
  const team = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'] });
  const ola = await team.join('ola');
  boss = await team.join('boss');
  const ingrid = await team.join('ingrid');
  const request = await ola.ask('Guaranteed, and nothing else');
  await ingrid.send(ingrid.decision(await ingrid.request(request)));
  await ola.ask('Guaranteed, once more');
  await boss.call('POST', ROUTES.webhookAdd.path, { url: 'https://hooks.example.com/signoff' });
  await boss.call('POST', ROUTES.setGroup.path, {
    id: 'legal',
    title: 'Legal',
    members: [team.members.get('ingrid')?.id],
  });
  await ola.ask('Guaranteed, and told');
  await boss.call('GET', ROUTES.logExport.path);
  text = await (await fetch(`${store.url}/api/openapi.json`)).text();
  ajv.addSchema(JSON.parse(text), 'store');
});
afterAll(() => store.close());

describe('the description of the API', () => {
  it('is OpenAPI 3.1, in the eyes of a validator of others', async () => {
    const validator = new Validator();
    const result = await validator.validate(JSON.parse(text));
    expect(result).toMatchObject({ valid: true });
    expect(validator.version).toBe('3.1');
    // The validator finds what is wrong at all.
    const wrong = { ...JSON.parse(text), paths: { 'no-slash': { get: { responses: {} } } } };
    expect(await new Validator().validate(wrong)).toMatchObject({ valid: false });
  });

  it('has every route with what goes in and comes out, and no other', () => {
    for (const [name, route] of Object.entries(ROUTES)) {
      const operation = operationOf(route);
      expect(operation?.operationId).toBe(name);
      expect(operation?.security.length).toBe(route.auth === 'device' ? 1 : 0);
      expect(operation?.requestBody !== undefined).toBe('body' in route);
    }
    const count = Object.values(JSON.parse(text).paths).flatMap((methods) => Object.keys(methods as object));
    expect(count).toHaveLength(Object.keys(ROUTES).length);
    const { code } = JSON.parse(text).components.schemas.Problem.properties;
    expect(code.enum).toEqual(Object.keys(REFUSALS));
  });

  it('refers to nothing that it does not have', () => {
    const { schemas } = openApi().components;
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, to]) => to);
    expect(references.length).toBeGreaterThan(50);
    for (const to of references) expect(Object.keys(schemas)).toContain(to);
  });

  const gets = Object.entries(ROUTES).filter(([, { method }]) => method === 'GET');

  it.each(gets)('fits what %s really answers', async (name, route) => {
    const type = 'stream' in route ? route.stream : 'application/json';
    const schema = `#/paths/${encodeURIComponent(route.path.replaceAll('/', '~1'))}/get/responses/200/content/${encodeURIComponent(type.replaceAll('/', '~1'))}/schema`;
    if ('stream' in route) {
      const lines = await fetch(store.url + route.path, {
        headers: { authorization: `Bearer ${boss.joined.token}` },
      });
      expect(lines.headers.get('content-type')).toBe(type);
      expect(mistakes(schema, await lines.text())).toBeNull();
      return;
    }
    const query = name === 'outbox' ? '?state=waiting' : name === 'logCheckpoint' ? '?since=1' : '';
    const { status, body } = await boss.call(route.method, route.path + query);
    expect(status).toBe(200);
    expect(mistakes(schema, body)).toBeNull();
    // An answer without what it must have, or with something else, does not fit: the schema says something.
    expect(mistakes(schema, { ...body, stranger: 1 })).not.toBeNull();
  });

  it('fits the problems that are answered', async () => {
    const problem = '#/components/schemas/Problem';
    const gap = await boss.push({
      ...boss.next({ kind: 'request.withdraw', request: boss.joined.device }),
      seq: 9,
    });
    expect(gap.body).toMatchObject({ code: 'sequence_gap' });
    const lost = await boss.call('GET', '/api/v1/nothing-here');
    const wrong = await boss.call('POST', ROUTES.pause.path, { id: 'x' });
    for (const { body } of [gap, lost, wrong]) expect(mistakes(problem, body)).toBeNull();
    expect(mistakes(problem, { ...wrong.body, code: 'made_up' })).not.toBeNull();
  });
});

describe('the page of the API', () => {
  it('has every route and code, in the reader’s language, and no script', async () => {
    for (const language of ['en', 'nb']) {
      const answer = await fetch(`${store.url}/api/reference`, { headers: { 'accept-language': language } });
      const page = await answer.text();
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(page).toContain(`<html lang="${language}">`);
      expect(page).not.toMatch(/<script|https?:\/\//);
      for (const [name, { method, path }] of Object.entries(ROUTES)) {
        expect(page).toContain(`id="${name}"`);
        expect(page).toContain(`${method} ${path}`);
      }
      for (const code of Object.keys(REFUSALS)) expect(page).toContain(`<code>${code}</code>`);
    }
  });
});
