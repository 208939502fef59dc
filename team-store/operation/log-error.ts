/**
 * An error as the log has it. Messages of the database and of parsers quote what was sent ("Failing row contains …",
 * "invalid input syntax …"), so of theirs only code, constraint and place are kept; the store's own are kept whole.
 */
import pg from 'pg';
import { z } from 'zod';
import { codeOf } from '../errors.ts';

export interface LoggedError extends Record<string, unknown> {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  /** Where it was thrown, without the message that a stack begins with. */
  readonly stack: string;
  readonly cause?: LoggedError;
  readonly errors?: readonly LoggedError[];
}

/** Of a chain of causes; one that leads back to itself ends there. */
const DEEPEST = 5;

function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

/** @param error anything that was thrown */
export function errorForLog(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'something that is no error was thrown', stack: '' };
  const isQuoting =
    error instanceof pg.DatabaseError || error instanceof SyntaxError || error instanceof z.ZodError;
  const code = codeOf(error);
  return {
    type: error.constructor.name,
    message: isQuoting ? 'not shown: it may quote what was sent' : error.message,
    ...(code === null ? {} : { code }),
    ...(error instanceof pg.DatabaseError && error.constraint !== undefined
      ? { constraint: error.constraint }
      : {}),
    ...(error instanceof pg.DatabaseError && error.table !== undefined ? { table: error.table } : {}),
    stack: framesOf(error),
    ...(error.cause === undefined || depth >= DEEPEST ? {} : { cause: errorForLog(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && depth < DEEPEST
      ? { errors: error.errors.map((one: unknown) => errorForLog(one, depth + 1)) }
      : {}),
  };
}
