import { describe, expect, it } from 'vitest';
import { finder, masksOf } from './detect.ts';

const found = finder('health-record');

describe('health-record', () => {
  it.each([
    ['Patient, DOB 04/12/1961, discharged', '04/12/1961'],
    ['Pasient født 12.03.1954 er innlagt', '12.03.1954'],
    ['born 2019-08-02, surgery went well', '2019-08-02'],
    ['Born on 3 May 1988, treated since March', '3 May 1988'],
    ['born May 3, 1988, at the clinic for cancer', 'May 3, 1988'],
    ['Before and after: MRN 00482913.', '00482913'],
    ['Medical record no. A-882914', 'A-882914'],
    ['Journalnummer 20194455', '20194455'],
    ['NHS number 943 476 5919', '943 476 5919'],
    ['Medicare 1EG4-TE5-MK72 was refused', '1EG4-TE5-MK72'],
  ])('%j', (text, value) => {
    expect(found(text)).toEqual([value]);
  });

  it.each([
    'Our founder, born 12 March 1954, would be proud',
    'Our hospital was born in 1897',
    'Born on 4 July 1976, our clinic celebrates 50 years',
    'Patient numbers rose to 12 400 in 2025',
    'NHS staff: 15% off in 2026',
    'Chart of the week: 4 in 10 sleep badly',
    'The clinic opens 12.03.2027',
    'Medicare open enrollment ends 7 December',
    'Patient born 45.13.1954',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('shows nothing', () => {
    expect(masksOf('health-record', 'MRN 00482913')).toEqual(['••••••••']);
  });
});
