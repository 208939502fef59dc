import { describe, expect, it } from 'vitest';
import { post } from '../../lint/posts.ts';
import { findingsOf, placesOf, type Written } from './rules.ts';

const rule = (more: object): Written => ({
  kind: 'hashtag',
  message: { en: '{count} {max} {missing}' },
  ...more,
});
const texts = (text: string, more: object): string[] =>
  placesOf(text, rule(more)).map(([, , found]) => found);

describe('hashtag', () => {
  it('knows those that are denied, whatever their letters', () => {
    expect(texts('#Spam ＃ｓｐａｍ #spammy', { deny: ['#spam'] })).toEqual(['#Spam', '＃ｓｐａｍ']);
    expect(texts('#ours #theirs', { deny: ['*'], allow: ['Ours'] })).toEqual(['#theirs']);
    expect(texts('https://x.no/#spam', { deny: ['spam'] })).toEqual([]);
  });

  it('asks for those that a draft must carry, once', () => {
    const ask = rule({ require: ['#ad|#sponsored', '#brand'] });
    expect(findingsOf('text', ask).map(({ start, end, message }) => [start, end, message])).toEqual([
      [0, 0, '{count} {max} #ad / #sponsored'],
      [0, 0, '{count} {max} #brand'],
    ]);
    expect(findingsOf(post('a #Sponsored', 'b #Brand'), ask)).toEqual([]);
  });

  it('gives capitals to compounds of known words only', () => {
    const camel = { camelcase: ['black', 'lives', 'matter', 'live', 's', 'blackout'] };
    const offered = (text: string): string[] =>
      findingsOf(text, rule(camel)).flatMap(({ suggestions }) => suggestions.map((one) => one.text));
    expect(offered('#blacklivesmatter')).toEqual(['#BlackLivesMatter']);
    expect(offered('#BlackLivesMatter #blacklivesmattered #black #blackout #NATO')).toEqual([]);
    expect(offered('#blacklivesmatter')).toHaveLength(1);
    expect(texts('#blacklivesmatter', { ...camel, allow: ['blacklivesmatter'] })).toEqual([]);
  });

  it('knows rows', () => {
    expect(texts('#a #b\n#c text #d #e', { run: 2 })).toEqual(['#a #b\n#c']);
    expect(texts('#a, #b, #c', { run: 2 })).toEqual([]);
  });

  it('counts in each part, and as the platform does', () => {
    expect(findingsOf('#a #b\n\n#c', rule({ max: 2 }))).toMatchObject([
      { start: 7, text: '#c', message: '3 2 {missing}' },
    ]);
    expect(placesOf(post('#a', '#b', 'c'), rule({ max: 1, min: 1 }))).toEqual([[2, 0, '']]);
    const six = post('#a #b #c #d #e #f');
    expect(placesOf({ ...six, platform: 'instagram' }, rule({ max: 'platform' }))).toEqual([[0, 15, '#f']]);
    expect(placesOf(six, rule({ max: 'platform' }))).toEqual([]);
  });
});
