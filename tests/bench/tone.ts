/** Cost of the learned opinion on tone: its size in the plan, its loading, and the weighing of a post. */
import { readPack } from '../../cli/packs.ts';
import { loadToneModel } from '../../utils/lint/tone/model.ts';
import { cost, keep, round } from './support/cost.ts';
import { textOf } from './support/texts.ts';

const [rule] = readPack('risky-tone').rules;
if (rule?.kind !== 'tone') throw new Error('The pack risky-tone has no model.');
const { model } = rule;
const json = JSON.stringify(model);
const start = performance.now();
const weigh = loadToneModel(model);
const loaded = round(performance.now() - start);
console.log(
  `model: ${round(json.length / 1000)} kB of JSON, ${2 ** model.bits / 1024} KiB in memory, loaded in ${loaded} ms`,
);

const rows = [];
for (const length of [280, 3000, 20_000]) {
  const text = textOf(length);
  const { median, p99 } = await cost(() => weigh(text));
  rows.push({ characters: length, 'median µs': round(median), 'p99 µs': round(p99) });
}
console.table(rows);
keep('tone', { bytes: json.length, loaded, rows });
