import { describe, expect, it } from 'vitest';
import { vale } from '../../../../utils/rules/importers/vale.ts';

const imported = (action: string) =>
  vale.import(
    [
      {
        name: 'styles/Acme/Rule.yml',
        text: `extends: existence\nmessage: "Not %s"\ntokens:\n  - foo bar\n${action}`,
      },
    ],
    { pack: 'acme', title: 'Acme' },
  );

describe('an action of Vale’s', () => {
  it.each([
    ['action:\n  name: remove\n', { name: 'remove' }],
    ['action:\n  name: replace\n  params: [baz]\n', { name: 'replace', params: ['baz'] }],
    ['action:\n  name: edit\n  params: [split, " ", 1]\n', { name: 'edit', params: ['split', ' ', 1] }],
  ])('%j is taken as it is', (text, action) => {
    const { pack, report } = imported(text);
    expect(report.map(({ outcome }) => outcome)).toEqual(['taken']);
    expect(pack?.rules[0]?.action).toEqual(action);
  });

  it.each([
    'action:\n  name: suggest\n  params: [fix.tengo]\n',
    'action:\n  name: convert\n  params: [snake]\n',
  ])('%j is left out, and the report says so', (text) => {
    const { pack, report } = imported(text);
    expect(report).toMatchObject([{ outcome: 'changed', why: { code: 'key_left_out' } }]);
    expect(pack?.rules).toHaveLength(1);
    expect(pack?.rules[0]?.action).toBeUndefined();
  });
});
