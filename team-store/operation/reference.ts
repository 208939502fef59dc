/** The API to read: `/api/openapi.json` for programs, `/api/reference` for people, made on the server and without a script. */
import type { FastifyInstance } from 'fastify';
import { REFUSALS, type RefusalCode } from '../../utils/api/codes.ts';
import { type Html, html } from '../pages/html.ts';
import { renderPage } from '../pages/layout.ts';
import { type Texts, textsFor } from '../texts.ts';
import { type Json, type OpenApi, openApi } from './openapi.ts';

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly Json[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: {
    readonly 200: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  };
}

type Named = Readonly<Record<string, Schema>>;

const PREFIX = '#/components/schemas/';

/** A pattern says it better than a person can read only while it is short. */
const PATTERN_SHOWN = 60;

function bounds(least: number | undefined, most: number | undefined, what: string): string | null {
  const from = least === undefined || least <= Number.MIN_SAFE_INTEGER ? null : least;
  const to = most === undefined || most >= Number.MAX_SAFE_INTEGER ? null : most;
  if (from === null && to === null) return null;
  return `${what}${from ?? ''}…${to ?? ''}`;
}

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (schema.$ref !== undefined) return schema.$ref.replace(PREFIX, '');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return [...new Set(choices.map(typeOf))].join(' | ');
  const parts = [
    schema.format ?? schema.type ?? 'any',
    bounds(schema.minimum, schema.maximum, ''),
    bounds(schema.minLength, schema.maxLength, 'length '),
    bounds(schema.minItems, schema.maxItems, 'items '),
    schema.format === undefined && schema.pattern !== undefined && schema.pattern.length <= PATTERN_SHOWN
      ? `/${schema.pattern}/`
      : null,
    schema.default === undefined ? null : `default ${JSON.stringify(schema.default)}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function fieldOf(name: string, isNeeded: boolean, schema: Schema, texts: Texts): Html {
  return html`<li><code>${name}</code> <span class="hint">${typeOf(schema)}${!isNeeded && `, ${texts.say('api_optional')}`}</span>${inside(schema, texts)}</li>`;
}

/** What a schema is made of, as lists within lists; null for plain values. */
function inside(schema: Schema, texts: Texts): Html | null {
  const { properties, required = [], items, additionalProperties } = schema;
  if (properties !== undefined && Object.keys(properties).length > 0)
    return html`<ul>${Object.entries(properties).map(([name, one]) => fieldOf(name, required.includes(name), one, texts))}</ul>`;
  if (items !== undefined) {
    const of = inside(items, texts);
    return of ?? html`<ul><li><span class="hint">${typeOf(items)}</span></li></ul>`;
  }
  const choices = (schema.oneOf ?? schema.anyOf ?? schema.allOf)?.map((one) => inside(one, texts));
  if (choices?.some((choice) => choice !== null) === true) return html`${choices.map((choice) => choice)}`;
  if (typeof additionalProperties === 'object')
    return html`<ul>${fieldOf('…', true, additionalProperties, texts)}</ul>`;
  return null;
}

function part(title: string, name: string, schema: Schema, all: Named, texts: Texts): Html {
  const found = schema.$ref === undefined ? schema : (all[schema.$ref.replace(PREFIX, '')] ?? schema);
  const made = inside(found, texts);
  return made === null
    ? html`<p>${title}: <code>${name}</code> <span class="hint">${typeOf(found)}</span></p>`
    : html`<details><summary>${title}: <code>${name}</code></summary>${made}</details>`;
}

function operationCard(path: string, method: string, one: Operation, all: Named, texts: Texts): Html {
  const { say } = texts;
  const { operationId, summary, security, parameters = [], requestBody, responses } = one;
  const [answerType, answer] = Object.entries(responses[200].content)[0] ?? ['', { schema: {} }];
  const body = Object.entries(requestBody?.content ?? {})[0];
  return html`<section class="card" id="${operationId}">
<h2><code>${method.toUpperCase()} ${path}</code></h2>
<p>${summary}</p>
<p class="hint">${security.length > 0 ? say('api_token') : say('api_no_token')}</p>
${
  parameters.length > 0 &&
  html`<details><summary>${say('api_query')}</summary><ul>${parameters.map((parameter) => fieldOf(parameter.name, parameter.required, parameter.schema, texts))}</ul></details>`
}
${body !== undefined && part(say('api_request'), body[0], body[1].schema, all, texts)}
${part(say('api_answer'), answerType, answer.schema, all, texts)}
</section>`;
}

function problemsCard(texts: Texts, problem: Schema): Html {
  const rows = Object.entries(REFUSALS).map(
    ([code, status]) =>
      html`<tr><td><code>${code}</code></td><td>${status}</td><td>${texts.refusal(code as RefusalCode)}</td></tr>`,
  );
  return html`<section class="card" id="problems">
<h2>${texts.say('api_problems')}</h2>
<p>${texts.say('api_problems_means')}</p>
<details><summary><code>application/problem+json</code></summary>${inside(problem, texts)}</details>
<div class="scroll" tabindex="0" role="region" aria-label="${texts.say('api_problems')}"><table><thead><tr><th scope="col">${texts.say('api_code')}</th><th scope="col">${texts.say('api_status')}</th><th scope="col">${texts.say('api_means')}</th></tr></thead><tbody>${rows}</tbody></table></div>
</section>`;
}

function referencePage(document: OpenApi, texts: Texts): string {
  const { say } = texts;
  const all = document.components.schemas as Named;
  const cards: Html[] = [];
  const links: Html[] = [];
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const one = operation as unknown as Operation;
      links.push(
        html`<li><a href="#${one.operationId}"><code>${method.toUpperCase()} ${path}</code></a></li>`,
      );
      cards.push(operationCard(path, method, one, all, texts));
    }
  const body = html`<p>${say('api_intro')} <a href="/api/openapi.json">openapi.json</a></p>
<nav aria-label="${say('api_routes')}"><ul>${links}<li><a href="#problems">${say('api_problems')}</a></li></ul></nav>
${cards}${problemsCard(texts, all.Problem ?? {})}`;
  return renderPage(texts, { title: say('api_title'), body, wide: true });
}

/** Both are the same for everybody and need no sign-in: they say what can be asked, nothing that anybody keeps. */
export async function reference(app: FastifyInstance): Promise<void> {
  const document = openApi();
  const text = JSON.stringify(document);
  const pages = new Map<string, string>();
  app.get('/api/openapi.json', async (_request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .header('access-control-allow-origin', '*')
      .send(text),
  );
  app.get('/api/reference', async (request, reply) => {
    const texts = textsFor(request.headers['accept-language']);
    const page = pages.get(texts.locale) ?? referencePage(document, texts);
    pages.set(texts.locale, page);
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .header('vary', 'accept-language')
      .send(page);
  });
}
