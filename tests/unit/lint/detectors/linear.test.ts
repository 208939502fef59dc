import { describe, expect, it } from 'vitest';
import { DETECTOR_NAMES } from '../../../../utils/lint/detectors/registry.ts';
import { detector } from './detect.ts';

/**
 * Beginnings of what detectors look for, over and over and never finished, in texts of the size that the largest composer
 * takes. Nothing here measures time: what is not linear runs into the test's time limit by orders of magnitude.
 */
const LENGTH = 60_000;
const PIECES = [
  ...[
    'a@',
    'a.',
    'a-',
    'a_',
    '"',
    '"a',
    '"\\a',
    '@',
    '1 ',
    '1',
    '1.',
    '1-',
    '1.1.1.1 ',
    '12 34 56 ',
    '12:',
    '(',
    '+1',
    '0 ',
    '1a',
    'A1',
    'AB 1',
  ],
  ...[
    ':',
    '::',
    'ff:',
    '[::',
    'Aa ',
    '1 Aa ',
    '12 Aa Aa Aa Aa ',
    'Storgata ',
    'Aagate 1 ',
    '59.9',
    '59.91273, ',
    'NO93 ',
    'id 1',
    'kr 1',
  ],
  ...[
    'eyJ',
    'eyJaaaaaaaa.',
    'AKIA',
    'SG.',
    'sk-',
    '1:AA',
    'password: ',
    'password=',
    'api_key_',
    '://a:',
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY-----',
  ],
  ...[
    'https://',
    'https://a/',
    'localhost',
    'tlf 12 ',
    'mrn 1',
    'born 1',
    'patient id ',
    'passport no ',
    '\n',
    '.',
    '…',
    'é',
    '😀',
    '\ud83d',
  ],
];

describe.each(DETECTOR_NAMES)('%s reads 60,000 characters in linear time', (name) => {
  const ours = detector(name);

  it.each(PIECES)('of %j', (piece) => {
    const text = piece.repeat(Math.ceil(LENGTH / piece.length));
    for (const { end } of ours.find(text)) expect(end).toBeLessThanOrEqual(text.length);
  });
});
