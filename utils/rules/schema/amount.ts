/** Keys that the kinds about links, hashtags, mentions and emoji share. */
import { z } from 'zod';

const name = z.string().min(1).max(253);

export const max = z.int().min(0).max(1000);
export const min = z.int().min(1).max(1000);
export const names = z.array(name).min(1).max(10_000);

export const mostInPost = max.optional().describe('Most in one post of a thread.');
export const leastInPost = min.optional().describe('Fewest in one post of a thread.');
