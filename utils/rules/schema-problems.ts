import type { z } from 'zod';
import { DETECTOR_NAMES } from '../lint/detectors/registry.ts';
import { SEVERITIES } from '../lint/finding.ts';
import { KINDS } from './kinds/registry.ts';
import type { PackProblem, PathStep } from './pack-error.ts';

/** The schema's complaints as sentences with a place, each about one thing. */
export function schemaProblems(issues: readonly z.core.$ZodIssue[], value: unknown): PackProblem[] {
  return issues.flatMap((issue) => problemsOf(issue, value));
}

function problemsOf(issue: z.core.$ZodIssue, value: unknown): PackProblem[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const last = path.at(-1);
  const name = last === undefined ? 'The pack' : `“${last}”`;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      isKey: true,
      message: `There is no field “${key}” here. Check the spelling, or take it out.`,
      code: 'unknown_field',
    }));
  }
  if (valueAt(value, path) === undefined && last !== undefined) {
    return [{ path, isKey: false, message: `The field “${last}” is missing.`, code: 'missing_field' }];
  }
  if (last === 'kind') {
    const message = `There is no kind of rule “${shown(value, path)}”. There are: ${Object.keys(KINDS).join(', ')}.`;
    return [{ path, isKey: false, message, code: 'unknown_kind' }];
  }
  if (last === 'detector') {
    const message = `There is no detector “${shown(value, path)}”. There are: ${DETECTOR_NAMES.join(', ')}.`;
    return [{ path, isKey: false, message, code: 'unknown_detector' }];
  }
  if (last === 'severity') {
    const message = `“severity” is one of ${SEVERITIES.join(', ')}, not “${shown(value, path)}”.`;
    return [{ path, isKey: false, message, code: 'schema' }];
  }
  if (issue.code === 'invalid_key') {
    const reason = issue.issues[0]?.message ?? issue.message;
    return [{ path, isKey: true, message: `The key ${name} cannot be used: ${reason}.`, code: 'schema' }];
  }
  if (issue.code === 'invalid_union') {
    const nested = issue.errors.flat().find((error) => error.path.length > 0);
    if (nested !== undefined) return problemsOf({ ...nested, path: [...issue.path, ...nested.path] }, value);
    return [{ path, isKey: false, message: `${name} has a value that does not fit here.`, code: 'schema' }];
  }
  const reason = issue.message.replace(/^Invalid input: /, '');
  return [{ path, isKey: false, message: `${name} does not fit: ${reason}.`, code: 'schema' }];
}

function valueAt(value: unknown, path: readonly PathStep[]): unknown {
  let at: unknown = value;
  for (const step of path) {
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, step)) return undefined;
    at = Reflect.get(at, step);
  }
  return at;
}

function shown(value: unknown, path: readonly PathStep[]): string {
  const at = valueAt(value, path);
  return typeof at === 'string' ? at.slice(0, 60) : at === null ? 'nothing' : `a ${typeof at}`;
}
