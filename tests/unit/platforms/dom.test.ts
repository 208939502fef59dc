// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import {
  containerOf,
  firstText,
  follows,
  grouped,
  partIndexOf,
  plainLabel,
} from '../../../utils/platforms/dom.ts';

/** Structure only: layout, visibility and shadow roots are tested in real browsers. */
describe('ways of looking at a page', () => {
  const at = (id: string): HTMLElement => {
    const found = document.getElementById(id);
    if (found === null) throw new Error(`no #${id}`);
    return found;
  };
  beforeEach(() => {
    document.body.innerHTML =
      '<div id="home"><p id="a"></p><img id="picture"><p id="b"></p><button id="post"></button></div>' +
      '<div role="dialog" id="dialog"><p id="c"></p></div><p id="alone"></p>';
  });

  it('knows what comes after what, and that a parent does not follow its child', () => {
    expect(follows(at('b'), at('a'))).toBe(true);
    expect(follows(at('a'), at('b'))).toBe(false);
    expect(follows(at('a'), at('home'))).toBe(false);
  });

  it('finds an editor’s container: the dialog, else what also holds the publish control, never the body', () => {
    const container = (id: string): Element => containerOf(at(id), '[role="dialog"]', 'button');
    expect(container('c')).toBe(at('dialog'));
    expect(container('a')).toBe(at('home'));
    expect(containerOf(at('alone'), '[role="dialog"]', 'button')).not.toBe(at('home'));
  });

  it('groups editors by container in document order', () => {
    const groups = grouped([at('a'), at('c'), at('b')], (editor) =>
      containerOf(editor, '[role="dialog"]', 'button'),
    );
    expect([...groups].map(([root, editors]) => [root.id, editors.map(({ id }) => id)])).toEqual([
      ['home', ['a', 'b']],
      ['dialog', ['c']],
    ]);
  });

  it('gives a picture to the part before it', () => {
    expect(partIndexOf([at('a'), at('b')], at('picture'))).toBe(0);
    expect(partIndexOf([at('a'), at('b')], at('post'))).toBe(1);
  });

  it('reads a label as a person does', () => {
    expect(plainLabel('\u200bPost\u00ad \n now ')).toBe('Post now');
    at('a').append(' ', document.createElement('b'));
    at('a').querySelector('b')?.append(' Northwind ');
    expect(firstText(at('a'))).toBe('Northwind');
    expect(firstText(null)).toBeNull();
  });
});
