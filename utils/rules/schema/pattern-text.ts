import { z } from 'zod';

/** A pattern as an author writes it. */
export const patternText = z.string().min(1).max(1000);
