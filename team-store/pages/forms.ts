/** What people type into the store's forms, with a sentence for each mistake, beside its field. */
import { z } from 'zod';
import { ROLES } from '../../utils/api/ids.ts';
import { LIMITS } from '../../utils/api/limits.ts';
import { webhookKind } from '../../utils/api/routes.ts';
import { PASSWORD_MAX, PASSWORD_MIN } from '../crypto/passwords.ts';
import { Refusal } from '../errors.ts';
import type { StoreTextKey } from '../texts.ts';

const name = z.string().trim().min(1).max(200);
const email = z.string().trim().max(320).pipe(z.email());
const password = z.string().min(PASSWORD_MIN).max(PASSWORD_MAX);
const token = z.string().max(200);
/** One box ticked comes as text, several as a list. */
const roles = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.enum(ROLES)).min(1),
);

/** A field that may be left empty. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === 'string' ? value.trim() || null : value), schema.nullable());

/** A box: sent when it is ticked only. */
const ticked = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');

/** A moment as the browser's own field writes it, taken as UTC. */
const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/)
  .transform((text) => Date.parse(`${text}Z`))
  .pipe(z.int().min(0));

export const FORMS = {
  setup: z.strictObject({ token, team: name, name, email, password }),
  signIn: z.strictObject({
    email: z.string().min(1).max(320),
    password: z.string().min(1).max(PASSWORD_MAX),
    next: z.string().max(500).optional(),
  }),
  invitation: z.strictObject({ token, name, password }),
  password: z.strictObject({ token, password }),
  invite: z.strictObject({ email, roles }),
  member: z.strictObject({ member: z.uuid() }),
  roles: z.strictObject({ member: z.uuid(), roles }),
  device: z.strictObject({ device: z.uuid() }),
  session: z.strictObject({ session: z.uuid() }),
  memberDevice: z.strictObject({ member: z.uuid(), device: z.uuid() }),
  memberSession: z.strictObject({ member: z.uuid(), session: z.uuid() }),
  elsewhere: z.strictObject({ browsers: ticked }),
  retention: z.strictObject({ days: optional(z.coerce.number().pipe(z.int().min(1).max(36_500))) }),
  hold: z.strictObject({ request: optional(z.uuid()), reason: z.string().trim().min(1).max(LIMITS.reason) }),
  lift: z.strictObject({ hold: z.uuid() }),
  webhook: z.strictObject({
    url: z.string().trim().min(1).max(2_000),
    kinds: z.preprocess(
      (value) => (typeof value === 'string' ? value.split(/\s+/).filter((kind) => kind !== '') : []),
      z
        .array(webhookKind)
        .max(50)
        .transform((kinds) => (kinds.length === 0 ? null : kinds)),
    ),
  }),
  exportAddress: z.strictObject({
    address: optional(z.string().max(2_000)),
    bearer: optional(
      z
        .string()
        .max(1_000)
        .regex(/^[\x21-\x7e]+$/),
    ),
  }),
  singleSignOn: z.strictObject({
    issuer: z.string().trim().max(500).pipe(z.url()),
    clientId: z.string().trim().min(1).max(500),
    clientSecret: optional(z.string().max(1_000)),
    domains: z
      .string()
      .transform((text) =>
        text
          .toLowerCase()
          .split(/[\s,;]+/)
          .filter((one) => one !== ''),
      )
      .pipe(
        z
          .array(
            z
              .string()
              .max(253)
              .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+$/),
          )
          .min(1)
          .max(50),
      ),
    joins: z.enum(['invited', 'author', 'reviewer', 'auditor']).default('invited'),
    passwords: ticked,
    second: ticked,
  }),
  webhookId: z.strictObject({ webhook: z.uuid() }),
  retry: z.strictObject({ message: z.uuid().optional() }),
  pause: z.strictObject({
    scope: z.enum(['team', 'platform', 'account', 'topic']),
    platform: z.string().trim().max(2_000),
    account: z.string().trim().max(2_000),
    words: z.string().max(2_000),
    reason: z.string().trim().min(1).max(LIMITS.reason),
    hours: optional(z.coerce.number().pipe(z.number().positive().max(8_760))),
  }),
  group: z.strictObject({
    id: z
      .string()
      .trim()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
    title: name,
    members: z.preprocess(
      (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
      z.array(z.uuid()).min(1).max(500),
    ),
  }),
  groupId: z.strictObject({ id: z.string().max(63) }),
  absence: z.strictObject({ member: z.uuid(), delegate: z.uuid(), from: moment, until: moment }),
  liftPause: z.strictObject({ pause: z.uuid() }),
} as const;

const MISTAKES: Readonly<Record<string, StoreTextKey>> = {
  team: 'field_needed',
  name: 'field_needed',
  email: 'field_email',
  password: 'field_password',
  roles: 'field_roles',
  days: 'field_days',
  request: 'field_request',
  reason: 'field_needed',
  url: 'field_webhook',
  address: 'webhook_not_https',
  bearer: 'field_token',
  issuer: 'sso_field_issuer',
  clientId: 'field_needed',
  clientSecret: 'field_needed',
  domains: 'sso_field_domains',
  kinds: 'field_webhook',
  platform: 'field_pause',
  account: 'field_pause',
  words: 'field_pause',
  hours: 'field_hours',
  id: 'field_group_id',
  title: 'field_needed',
  members: 'field_group_members',
  from: 'field_moment',
  until: 'field_moment',
};

export type Mistakes = Readonly<Record<string, StoreTextKey>>;

export type Filled<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly mistakes: Mistakes };

/** @throws Refusal `invalid_input` when what is wrong is nothing that a person typed */
export function readForm<T extends z.ZodType>(schema: T, body: unknown): Filled<z.output<T>> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return { ok: true, value: parsed.data };
  const mistakes: Record<string, StoreTextKey> = {};
  for (const issue of parsed.error.issues) {
    const at = String(issue.path[0] ?? '');
    const mistake = Object.hasOwn(MISTAKES, at) ? MISTAKES[at] : undefined;
    if (mistake === undefined) throw new Refusal('invalid_input', { cause: parsed.error });
    mistakes[at] = mistake;
  }
  return { ok: false, mistakes };
}

/** What a form of buttons says, in which nothing is typed. @throws Refusal `invalid_input` */
export function pressed<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw new Refusal('invalid_input', { cause: parsed.error });
}

/** A value to show again in a form that has mistakes. */
export function typed(body: unknown, key: string): string {
  if (typeof body !== 'object' || body === null) return '';
  const value: unknown = Object.entries(body).find(([one]) => one === key)?.[1];
  return typeof value === 'string' ? value.slice(0, 500) : '';
}
