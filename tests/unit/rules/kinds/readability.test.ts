import { describe, expect, it } from 'vitest';
import { countParagraph } from '../../../../utils/lint/measure/counts.ts';
import { GRADES } from '../../../../utils/lint/measure/grades.ts';
import { post } from '../../lint/posts.ts';
import { complaintsOf, findingsOf, linterOf, placesOf, type Written } from './rules.ts';

const rule: Written = {
  kind: 'readability',
  metrics: ['Flesch-Kincaid'],
  grade: 8,
  message: { en: '{value}' },
};
const HARD = 'Organizational considerations necessitate interdepartmental communication.';

describe('readability', () => {
  it('grades all parts together, and shows the grade at the start', () => {
    expect(placesOf(post(HARD, 'We go. '.repeat(20)), rule)).toEqual([]);
    expect(placesOf(post('Yes.', HARD), rule)).toEqual([[0, 0, '']]);
  });

  it('lets a grade pass that is just the rule’s', () => {
    const grade = GRADES['Flesch-Kincaid'](countParagraph(HARD));
    expect(placesOf(HARD, { ...rule, grade })).toEqual([]);
    expect(placesOf(HARD, { ...rule, grade: grade - 1e-9 })).toHaveLength(1);
  });

  it('does not count links', () => {
    const easy = 'Come and see us';
    const [plain] = findingsOf(easy, { ...rule, grade: 0.01 });
    const [linked] = findingsOf(`${easy} https://www.example.org/organizational/considerations`, {
      ...rule,
      grade: 0.01,
    });
    expect(linked?.message).toBe(plain?.message);
  });

  it('says nothing of a text without words', () => {
    expect(placesOf('🎉 https://example.org', { ...rule, grade: 0 })).toEqual([]);
  });

  it('finds after every edit what it finds in the whole draft', () => {
    const linter = linterOf(rule);
    let result = linter.lint(post(''));
    for (const text of [HARD, `${HARD}\n\nYes.`, `No.\n\n${HARD}\n\nYes. It is.`, 'Yes.']) {
      result = linter.update(result, post(text));
      expect(result).toEqual(linter.lint(post(text)));
    }
  });

  it('says where a mistake is', () => {
    expect(complaintsOf({ ...rule, metrics: ['Flesch'] })).toMatchObject([
      ['rules[0].metrics[0]', expect.anything()],
    ]);
  });
});
