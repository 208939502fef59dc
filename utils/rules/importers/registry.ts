import { csv } from './csv.ts';
import type { Format, Importer } from './importer.ts';
import { prh } from './prh.ts';
import { vale } from './vale.ts';
import { words } from './words.ts';

/** Every importer by the format it reads. */
export const IMPORTERS: Readonly<Record<Format, Importer>> = { vale, csv, prh, words };
