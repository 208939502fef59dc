import { describe, expect, it } from 'vitest';
import { finder, isAllowed, masksOf } from './detect.ts';

const found = finder('phone');

describe('phone', () => {
  it.each([
    '+47 912 34 567',
    '+4791234567',
    '0047 912 34 567',
    '+44 7911 123456',
    '+44 (0)20 7946 0958',
    '+1 (567) 362-8910',
    '+15673628910',
    '+46 70 123 45 67',
    '+49 30 405044550',
    '+358 50 555 7171',
    '+33 6 12 34 56 78',
    '+81 90 1234 5678',
    '+7 967 633-88-55',
    '+996 555 111222',
  ])('finds %s by its calling code', (number) => {
    expect(found(`Write to ${number}, or not`)).toEqual([number]);
  });

  it.each([
    '(415) 555-2671',
    '415-555-2671',
    '415.555.2671',
    '415 555 2671',
    '1-415-555-2671',
    '912 34 567',
    '22 41 36 00',
    '073-123 45 67',
    '07911 123456',
    '06 12 34 56 78',
    '0151 23456789',
    '02079460958',
    '07911123456',
  ])('finds %s by the way it is written', (number) => {
    expect(found(`Write to ${number}, or not`)).toEqual([number]);
  });

  it.each(['91234567', '4155552671', '9123 4567', '512 34 567'])('finds %s behind a word only', (number) => {
    expect(found(`We sold ${number} of them`)).toEqual([]);
    for (const word of ['call', 'Ring', 'tlf.', 'Mobil:', 'text me at', '📞', 'her number is', 'WhatsApp'])
      expect(found(`${word} ${number} now`)).toEqual([number]);
  });

  it('takes two numbers in a row for two, and what follows a number for something else', () => {
    expect(found('+47 912 34 567 / +47 932 10 987')).toEqual(['+47 912 34 567', '+47 932 10 987']);
    expect(found('tlf 91234567, 93210987')).toEqual(['91234567', '93210987']);
    expect(found('Call +47 912 34 567 24/7')).toEqual(['+47 912 34 567']);
  });

  it.each([
    ['no', '+47 912 34 567', '+45 20 12 34 56'],
    ['dk', '+45 20 12 34 56', '+47 912 34 567'],
    ['us', '(415) 555-2671', '912 34 567'],
    ['se', '073-123 45 67', '(415) 555-2671'],
  ])('with only %s named, finds %s and not %s', (country, own, foreign) => {
    expect(finder('phone', country)(`${own} or ${foreign}`)).toEqual([own]);
  });

  it.each([
    'call 112 or 911, or 116 123',
    'Open 10.00-18.00, 24.12 until 14.00',
    'Final score 102-98 after 3 overtimes',
    'Order 20261122004518 has shipped',
    'tracking 91234567',
    'Loto: 06 12 23 34 45',
    'call in, conference ID 13750123',
    'ring 12.11.2026 10.00',
    'call for papers: 2026-12-31',
    'call it 12 400 000 kr',
    'text 91 234 567 people',
    'from 1998-2024, call it a life',
    '+999 12345678',
    '+47 123 45 678',
    '+1 123 456 7890',
    '+0731234567',
    'https://shop.example/0712345678',
    '#0712345678',
    '$415-555-2671',
    '415-555-26711',
    'mobil v2.10.12345678',
    'Call of Duty sold 123456789 copies',
    'our mobile app has 10 000 000 downloads',
    'Mobil 5G: 1234567 kunder',
    'Kundeservice: 915 02 030',
    'Call us at 212-555-0147',
    'Ring oss på 915 02 030',
    '010190 10046',
    '01019010046',
    '078-05-1120',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    '800-224-5318',
    '1-888-224-5318',
    '00800 6378 5385',
    '0800 123 4567',
    '+47 800 12 345',
    '0300 123 4567',
  ])('leaves %s alone, which is free to call and so meant to be public', (number) => {
    expect(found(`Call ${number}`)).toEqual([]);
  });

  it('shows the last two digits only, and knows an allowed number however it is written', () => {
    expect(masksOf('phone', '+47 912 34 567')).toEqual(['+•• ••• •• •67']);
    expect(isAllowed('phone', '+47 912 34 567', '0047 91 23 45 67')).toBe(true);
    expect(isAllowed('phone', '+47 912 34 567', '+47 912 34 568')).toBe(false);
  });
});
