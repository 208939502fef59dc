/** A rule of Vale's turned over key by key: what of it runs here, as which rules, and what is said of the rest. */
import type { Severity } from '../../lint/finding.ts';
import { isMapping, type Mapping } from '../../mapping.ts';
import { action as actionSchema } from '../schema/action.ts';
import type { Rule } from '../schema.ts';
import { digestOf } from './digest.ts';
import { literalOf } from './literal.ts';
import type { Ruled } from './lookahead.ts';
import type { Ids } from './names.ts';
import type { Outcome, Place, Reason } from './report.ts';
import { samplesOf } from './sample.ts';
import { examplesOf, tryRule, type Words } from './trial.ts';
import { COMMON_KEYS, type keysOf, readValue, schemaKeys } from './vale-keys.ts';
import { messageFromVale } from './vale-message.ts';
import { inGroups, type PortedPattern, phrasesAround, portPattern } from './vale-patterns.ts';
import { samplesFor } from './vale-samples.ts';
import type { ValeLevel } from './vale-settings.ts';
import type { ReadYaml } from './yaml.ts';

export interface RuleSource {
  /** `Style.Rule`. */
  readonly name: string;
  /** Where it was; null for a rule that Vale brings itself. */
  readonly file: string | null;
  readonly text: string;
  /** The level that the settings give it. */
  readonly level: ValeLevel | null;
  readonly least: ValeLevel;
  /** Words that no rule minds, unless it says so. */
  readonly vocabulary: Words;
  /** Why the settings leave it out, or null. */
  readonly left: Reason | null;
  severityOf(level: ValeLevel): Severity;
}

export interface Said {
  readonly place: Place;
  readonly what: string;
  readonly outcome: Outcome;
  readonly why: Reason | null;
}

/** The first line of the report is about the file as a whole; the others about entries of it that were changed or refused. */
export interface ReadRule {
  readonly rules: readonly Rule[];
  readonly report: readonly Said[];
}

type OkYaml = Extract<ReadYaml, { ok: true }>;

type RuledEntry = Ruled & { readonly to: string };

/** A rule on the way. */
interface Draft {
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly samples: readonly string[];
  readonly good: readonly string[];
  /** In place of the rule's message. */
  readonly message: string | null;
}

/** Entries of one rule that may look around; each is compared with all others. */
const MOST_RULED = 300;
const TOO_MANY_RULED: PortedPattern = {
  ok: false,
  why: { code: 'too_many', message: `At most ${MOST_RULED} patterns of one rule can look around.` },
};

/** A rule that can be tried: its own keys are turned over one by one. */
export class Port {
  readonly #source: RuleSource;
  readonly #value: Mapping;
  readonly #kind: string;
  readonly #level: ValeLevel;
  readonly #known: ReadonlySet<string>;
  readonly #keys: NonNullable<ReturnType<typeof keysOf>>;
  readonly #scopes: readonly string[];
  readonly #yaml: OkYaml;
  readonly #ids: Ids;
  readonly #entries: Said[] = [];
  /** What is not as it was, for the rule as a whole. */
  readonly #changes: Reason[] = [];

  constructor(
    source: RuleSource,
    value: Mapping,
    kind: string,
    level: ValeLevel,
    scopes: readonly string[],
    known: ReadonlySet<string>,
    keys: NonNullable<ReturnType<typeof keysOf>>,
    yaml: OkYaml,
    ids: Ids,
  ) {
    this.#source = source;
    this.#value = value;
    this.#kind = kind;
    this.#level = level;
    this.#scopes = scopes;
    this.#known = known;
    this.#keys = keys;
    this.#yaml = yaml;
    this.#ids = ids;
  }

  read(): ReadRule {
    const drafts = this.#drafts();
    if ('code' in drafts) return this.#refused(drafts);
    const rules: Rule[] = [];
    let noExample = false;
    const names = drafts.map(({ name }) => this.#ids.take(name, 'rule'));
    for (const [i, { fields, samples, good, message }] of drafts.entries()) {
      const draft = { ...this.#common(message), id: names[i], ...fields };
      const words = fields.vocab === false ? {} : this.#source.vocabulary;
      const examples = examplesOf(draft, samples, good, words);
      const tried = tryRule({ ...draft, examples, imported: { from: 'vale', file: 'x' } }, words);
      if (!tried.ok) {
        const { code, message: problem, path } = tried.problem;
        if (path[0] !== 'scope') return this.#refused({ code, message: problem });
        const why = {
          code: 'scope_not_in_posts',
          message: `A post has no ${String(this.#value.scope)}.`,
        } as const;
        return this.#refused(why, 'kept');
      }
      if (examples.bad.length === 0) noExample = true;
      rules.push(tried.rule);
    }
    if (noExample) {
      const message =
        'No text was found that it finds, so nothing shows that it works: try it on a post of your own.';
      this.#changes.push({ code: 'no_example', message });
    }
    const file = this.#source.file;
    return {
      rules:
        file === null
          ? rules.map((rule) => ({ ...rule, imported: { from: 'vale' as const, file: '.vale.ini' } }))
          : rules.map((rule) => ({
              ...rule,
              imported: {
                from: 'vale',
                file: file.slice(-500),
                verbatim: this.#source.text,
                digest: `${digestOf(rule)}/${rules.length}`,
              },
            })),
      report: [this.#whole(), ...this.#entries],
    };
  }

  #whole(): Said {
    const place = this.#yaml.place([]);
    const refused = this.#entries.filter(({ outcome }) => outcome === 'refused').length;
    const changes = [...this.#changes];
    if (refused > 0) {
      const message = `${refused} of its entries ${refused === 1 ? 'is' : 'are'} refused; the others are taken.`;
      changes.unshift({ code: 'entries_refused', message });
    } else if (this.#entries.length > 0) {
      const [first] = this.#entries;
      if (first?.why != null)
        changes.unshift({ code: first.why.code, message: 'Some of its entries are put another way.' });
    }
    const [first] = changes;
    if (first === undefined) return { place, what: this.#source.name, outcome: 'taken', why: null };
    const message = changes.map((change) => change.message).join(' ');
    return { place, what: this.#source.name, outcome: 'changed', why: { code: first.code, message } };
  }

  #refused(why: Reason, outcome: Outcome = 'refused'): ReadRule {
    return {
      rules: [],
      report: [
        { place: this.#yaml.place([]), what: this.#source.name, outcome, why },
        ...this.#entries.map(refusedToo),
      ],
    };
  }

  #common(message: string | null): Record<string, unknown> {
    const { link, description } = this.#value;
    const text = message ?? messageFromVale(String(this.#value.message), this.#kind);
    const isHttps = typeof link === 'string' && /^https:\/\/\S+$/.test(link) && URL.canParse(link);
    const hasDescription = typeof description === 'string' && description.trim() !== '';
    if (link !== undefined && !isHttps) {
      this.#changes.push({
        code: 'link_left_out',
        message: 'A source is an https address; the link is left out.',
      });
    }
    const scope = this.#scopes.length === 1 ? this.#scopes[0] : this.#scopes;
    return {
      severity: this.#source.severityOf(this.#level),
      message: { en: text.slice(0, 1000) },
      ...(isHttps || hasDescription
        ? {
            why: {
              text: {
                en: hasDescription
                  ? description.slice(0, 1000)
                  : `The style guide says so (${this.#source.name}).`,
              },
              ...(isHttps ? { source: link } : {}),
            },
          }
        : {}),
      kind: this.#kind,
      ...(this.#known.has('scope') && scope !== 'text' ? { scope } : {}),
    };
  }

  /** The rules that are made of this one, mostly one; or why none can be. */
  #drafts(): readonly Draft[] | Reason {
    const fields: Record<string, unknown> = {};
    for (const [name, raw] of Object.entries(this.#value)) {
      const key = name.toLowerCase();
      const shape = COMMON_KEYS.has(name) || !Object.hasOwn(this.#keys, key) ? undefined : this.#keys[key];
      if (shape === undefined) continue;
      const read = readValue(shape, raw);
      if (read === undefined)
        return { code: 'bad_value', message: `The value of “${name}” is not what Vale takes there.` };
      fields[key] = read;
    }
    this.#commonLosses();
    for (const key of ['exceptions', 'raw'] as const) {
      const fault = this.#faultIn(key, fields[key]);
      if (fault !== null) return fault;
    }
    const lost = Object.keys(fields).filter((key) => !this.#known.has(key) && !isDefault(key, fields[key]));
    if (lost.length > 0) {
      const message = `Rules here have no ${lost.map((key) => `“${key}”`).join(', ')}.`;
      this.#changes.push({ code: 'key_left_out', message });
    }
    for (const key of Object.keys(fields)) if (!this.#known.has(key)) delete fields[key];
    if (Array.isArray(fields.exceptions) && fields.exceptions.length === 0) delete fields.exceptions;
    if (Array.isArray(fields.raw) && fields.raw.length === 0) delete fields.raw;
    const key = this.#kind === 'existence' ? 'tokens' : this.#kind === 'substitution' ? 'swap' : null;
    if (key === null || fields[key] === undefined) return [this.#draft('', fields)];
    const isWords = fields.nonword !== true;
    const { plain, ruled } = this.#portEntries(key, fields[key], isWords && fields.raw === undefined);
    if (plain.length + ruled.length === 0)
      return { code: 'empty', message: `None of its ${key} can be used.` };
    if (this.#kind === 'substitution' && String(this.#value.message).trim() === '%s') {
      return this.#sentenceRules(fields, plain, ruled);
    }
    const held = (entries: readonly (readonly [string, string])[]): Record<string, unknown> => ({
      [key]: key === 'tokens' ? entries.map(([one]) => one) : Object.fromEntries(entries),
    });
    return [
      ...(plain.length === 0 ? [] : [this.#draft('', { ...fields, ...held(plain) })]),
      ...inGroups(ruled).map((group, i) =>
        this.#draft(plain.length === 0 && i === 0 ? '' : '-in-context', {
          ...fields,
          ...held(group.map(({ pattern, to }) => [pattern, to])),
          exceptions: this.#exceptions(
            fields,
            group,
            phrasesAround(
              group,
              plain.map(([one]) => one),
            ),
          ),
        }),
      ),
    ];
  }

  #draft(suffix: string, fields: Record<string, unknown>): Draft {
    const { bad, good } = samplesFor(this.#kind, fields);
    const name = this.#source.name + suffix;
    return { name, fields: { ...fields, ...this.#suggest() }, samples: bad, good, message: null };
  }

  /** The rule's own, those that stand for look-around, and longer keys, which come first where both match. */
  #exceptions(
    fields: Record<string, unknown>,
    ruled: readonly Ruled[],
    longer: readonly string[] = [],
  ): string[] {
    const prefix = fields.ignorecase === true ? '(?i)' : '';
    const own = Array.isArray(fields.exceptions) ? fields.exceptions.map(String) : [];
    const more = [...ruled.flatMap(({ exceptions }) => exceptions), ...longer];
    return [...new Set([...own, ...more.map((one) => prefix + one)])];
  }

  /** Keys of every kind that have no counterpart. */
  #commonLosses(): void {
    const { limit, action, scope } = this.#value;
    if (typeof limit === 'number' && limit > 0) {
      this.#changes.push({
        code: 'key_left_out',
        message: 'All hits are shown, not the first few (“limit”).',
      });
    }
    const name = isMapping(action) ? action.name : undefined;
    const isDone =
      name === undefined || name === 'remove' || name === 'replace' || canRun(action, this.#known);
    if (!isDone)
      this.#changes.push({
        code: 'key_left_out',
        message: `The action “${String(name)}” offers nothing here.`,
      });
    if (!this.#known.has('scope') && scope !== undefined && this.#scopes.includes('sentence')) {
      this.#changes.push({
        code: 'scope_wider',
        message: 'The rule looks at paragraphs rather than sentences.',
      });
    }
  }

  /** What Vale's action would put in place of a match. */
  #suggest(): { suggest?: string[]; action?: unknown } {
    const { action } = this.#value;
    if (!isMapping(action)) return {};
    if (canRun(action, this.#known)) return { action };
    const params = Array.isArray(action.params) ? action.params.filter((one) => typeof one === 'string') : [];
    if (action.name === 'remove') return { suggest: [''] };
    return action.name === 'replace' && params.length > 0 && this.#kind !== 'substitution'
      ? { suggest: params.slice(0, 8) }
      : {};
  }

  /** Every token or key by itself: as it is, with its look-around put as exceptions, or refused. */
  #portEntries(key: string, held: unknown, isWords: boolean) {
    const isList = Array.isArray(held);
    const entries: [string, string][] = isList
      ? held.map((one) => [String(one), ''])
      : Object.entries(isMapping(held) ? held : {}).map(([one, to]) => [one, String(to)]);
    const plain = new Map<string, { to: string; key: number }>();
    const ruled: RuledEntry[] = [];
    entries.forEach(([source, to], i) => {
      if (source.trim() === '') return;
      const found = this.#ported(source, isWords, to, isList);
      const isOne = !found.ok || ruled.length + found.ruled.length <= MOST_RULED;
      const ported = isOne ? found : TOO_MANY_RULED;
      if (ported.why !== null) {
        const place = this.#yaml.place([key, isList ? i : source], !isList);
        const outcome = ported.ok ? 'changed' : 'refused';
        this.#entries.push({ place, what: source.slice(0, 200), outcome, why: ported.why });
      }
      if (!ported.ok) return;
      ruled.push(...ported.ruled.map((one) => ({ ...one, to })));
      for (const one of ported.sources) {
        const own = one === '__proto__' ? '_{2}proto__' : one;
        // Of two keys the longer one comes first in Vale.
        if ((plain.get(own)?.key ?? -1) < source.length) plain.set(own, { to, key: source.length });
      }
    });
    return { plain: [...plain].map(([one, { to }]) => [one, to] as const), ruled };
  }

  #ported(source: string, isWords: boolean, to: string, isList: boolean): PortedPattern {
    if (!isList && to === '') {
      return {
        ok: false,
        why: { code: 'empty', message: 'There is nothing to write instead. Make an existence rule of it.' },
      };
    }
    if (!isList && to.length > 500) {
      return {
        ok: false,
        why: { code: 'too_long', message: 'What to write instead has at most 500 characters.' },
      };
    }
    return portPattern(source, isWords);
  }

  #faultIn(key: string, held: unknown): Reason | null {
    if (!Array.isArray(held)) return null;
    // Pieces of `raw` make one pattern together; alone they may be none.
    const sources: readonly string[] = key === 'raw' ? [held.join('')] : held.map(String);
    for (const [i, source] of sources.entries()) {
      if (source === '') continue;
      const ported = portPattern(source, false);
      if (ported.ok) continue;
      const place = this.#yaml.place([key, i]);
      this.#entries.push({ place, what: source.slice(0, 200), outcome: 'refused', why: ported.why });
      return {
        code: ported.why.code,
        message: `Without all of its ${key} the rule would say something else: ${ported.why.message}`,
      };
    }
    return null;
  }

  /** A rule for each key, which says what the value says and offers nothing. */
  #sentenceRules(
    fields: Record<string, unknown>,
    plain: readonly (readonly [string, string])[],
    ruled: readonly RuledEntry[],
  ): readonly Draft[] {
    const message =
      'Its values are sentences, not wordings: each is a rule of its own, so that no sentence is offered as a replacement.';
    this.#changes.push({ code: 'sentence_as_value', message });
    const known = schemaKeys('existence') ?? new Set<string>();
    const shared = Object.fromEntries(
      Object.entries(fields).filter(([key]) => key !== 'swap' && known.has(key)),
    );
    const one = (token: string, said: string, more: Record<string, unknown>): Draft => {
      const samples = samplesOf(token);
      return {
        name: `${this.#source.name}-${literalOf(token) ?? samples[0] ?? ''}`,
        fields: { ...shared, ...more, kind: 'existence', tokens: [token] },
        samples: samples.flatMap((text) => [text, `${text} x`]),
        good: [],
        message: said.replace(/[{}]/g, (sign) => (sign === '{' ? '(' : ')')),
      };
    };
    return [
      ...plain.map(([token, said]) => one(token, said, {})),
      ...ruled.map((entry) =>
        one(entry.pattern, entry.to, { exceptions: this.#exceptions(fields, [entry]) }),
      ),
    ];
  }
}

function refusedToo(said: Said): Said {
  return { ...said, outcome: 'refused' };
}

/** Values that say the same as no value. */
function isDefault(key: string, value: unknown): boolean {
  if (key === 'vocab') return value === true;
  return value === false || value === 0 || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Whether an action is one that can run here: not one that asks a dictionary or a script. */
function canRun(given: unknown, known: ReadonlySet<string>): boolean {
  return known.has('action') && actionSchema.safeParse(given).success;
}
