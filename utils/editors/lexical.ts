import type { EditorEngine } from './engine.ts';
import { offerReplacement, replaceRich, typeNatively } from './replace.ts';
import { readRich } from './text-map.ts';

/** Lexical: Facebook, Instagram, Threads, Reddit. */
export const lexicalEngine: EditorEngine = {
  id: 'lexical',
  matches: (root) => root.matches('[data-lexical-editor="true"]'),
  read: (root) => readRich(root),
  replace: (root, change) =>
    replaceRich(root, change, (at) => readRich(at), [offerReplacement, typeNatively]),
};
