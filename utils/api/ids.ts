import { z } from 'zod';

export const uuid = z.uuid();
export const fingerprintSchema = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex');
export const platformSchema = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'a platform id');
/** Milliseconds since 1970, by the store's clock. */
export const epochMs = z.int().min(0);
/** Position in the team's history: every writing transaction takes the next one. */
export const cursorSchema = z.int().min(0);

export const ROLES = ['author', 'reviewer', 'admin', 'auditor'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;
