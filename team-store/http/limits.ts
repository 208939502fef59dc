/** How often one caller may try. Those on secrets are kept in the database: all servers of a store count together. */
import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import type { Attempt } from '../team/attempts.ts';

export interface Limits {
  /** Joining with a code, by address; a minute. */
  readonly join: number;
  /** Signing in, by address: an office may share one; a minute. */
  readonly signIn: number;
  /** Signing in, by account, known or not and from wherever; a minute. */
  readonly account: number;
  /** Second factors, by member; 15 minutes. Of six-digit codes three are good at a time. */
  readonly code: number;
  /** Links that work once (set-up, invitation, password), by address; a minute. */
  readonly links: number;
  /** Any form, by address and at one server; a minute. */
  readonly forms: number;
}

export const DEFAULT_LIMITS: Limits = { join: 30, signIn: 60, account: 10, code: 8, links: 30, forms: 120 };

const MINUTE = 60_000;

/** Whoever has one IPv6 address has the /64 around it. */
export function addressKey(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  return address.kind() === 'ipv4' ? address.toString() : address.toByteArray().slice(0, 8).join('.');
}

type PerAddress = 'join' | 'signIn' | 'links';

export function byAddress(limits: Limits, what: PerAddress, request: FastifyRequest): Attempt {
  const allowance = { count: limits[what], perMs: MINUTE };
  return { team: null, purpose: `${what} by address`, key: addressKey(request.ip), allowance };
}

/** @param email as typed; it need not be anybody's */
export function byAccount(limits: Limits, email: string): Attempt {
  const allowance = { count: limits.account, perMs: MINUTE };
  return { team: null, purpose: 'signIn by account', key: email.trim().toLowerCase(), allowance };
}

export function byMember(limits: Limits, team: string, member: string): Attempt {
  const allowance = { count: limits.code, perMs: 15 * MINUTE };
  return { team, purpose: 'second factor by member', key: member, allowance };
}
