/** What people use today, each set up once and given one text at a time; `check` gives the number of its findings. */
import { lintSource } from '@secretlint/core';
import { creator as secretPreset } from '@secretlint/secretlint-rule-preset-recommend';
import { text as alex } from 'alex';
import { LocalLinter } from 'harper.js';
import { binaryInlined } from 'harper.js/binaryInlined';
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';
import { retext } from 'retext';
import retextEquality from 'retext-equality';
import retextProfanities from 'retext-profanities';
import writeGood from 'write-good';

const harper = new LocalLinter({ binary: binaryInlined });
await harper.setup();
const words = retext().use(retextEquality).use(retextProfanities).freeze();
const obscenity = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
const secrets = {
  rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: secretPreset }],
};

export const peers = [
  { name: 'harper.js 2.10.0', check: async (text) => (await harper.lint(text)).length },
  { name: 'alex 11.0.1', check: (text) => alex(text).messages.length },
  {
    name: 'retext-equality 7.1.0 + retext-profanities 8.0.0',
    check: async (text) => (await words.process(text)).messages.length,
  },
  { name: 'write-good 1.0.8', check: (text) => writeGood(text).length },
  { name: 'obscenity 0.4.6', check: (text) => obscenity.getAllMatches(text).length },
  {
    name: '@secretlint 13.0.7',
    check: async (text) => {
      const source = { filePath: 'post.txt', content: text, ext: '.txt', contentType: 'text' };
      return (await lintSource({ source, options: { config: secrets } })).messages.length;
    },
  },
];
