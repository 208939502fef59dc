import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, BROWSERS, type Lab, startLab } from './launch.ts';

const TEXT = 'one teh three';
const CHANGE = { start: 4, end: 7, text: 'the' };

/** Editors that do not do as they are told; each runs in the page, on an editable element or a field with `TEXT`. */
const EDITORS: Record<string, (editor: HTMLElement) => void> = {
  'puts its text back at once': (editor) => {
    const text = editor.textContent;
    const observer = new MutationObserver(() => {
      if (editor.textContent !== text) editor.textContent = text;
    });
    observer.observe(editor, { subtree: true, childList: true, characterData: true });
  },
  'puts its text back a little later': (editor) => {
    const text = editor.textContent;
    editor.addEventListener('input', () => setTimeout(() => (editor.textContent = text), 10));
  },
  'moves the focus elsewhere': (editor) => {
    const other = document.createElement('textarea');
    other.value = 'other';
    document.body.append(other);
    document.addEventListener('selectionchange', () => {
      if (document.activeElement === editor) other.focus();
    });
  },
};

describe.each(BROWSERS)('in %s', (browser) => {
  let lab: Lab;
  let bench: Bench;
  beforeAll(async () => {
    lab = await startLab(browser);
  });
  afterEach(() => bench?.close());
  afterAll(() => lab?.close());

  const editorThat = async (setUp: (editor: HTMLElement) => void): Promise<void> => {
    bench = await lab.open(null);
    await bench.page.evaluate(
      (text, source) => {
        const editor = document.createElement('div');
        editor.id = 'editor';
        editor.contentEditable = 'true';
        editor.textContent = text;
        document.body.append(editor);
        // The test's own function, handed to the page as text.
        new Function('editor', `(${source})(editor)`)(editor);
      },
      TEXT,
      setUp.toString(),
    );
  };

  test('a plain contenteditable follows', async () => {
    await editorThat(() => undefined);
    expect(await bench.call('replaceIn', '#editor', CHANGE)).toEqual({ kind: 'replaced' });
    expect(await bench.call('readIn', '#editor')).toBe('one the three');
    await bench.page.keyboard.type('X');
    expect(await bench.call('readIn', '#editor')).toBe('one theX three');
  });

  test.each(Object.entries(EDITORS))(
    'an editor that %s: failed, and as it was before',
    async (_what, setUp) => {
      await editorThat(setUp);
      expect(await bench.call('replaceIn', '#editor', CHANGE)).toEqual({ kind: 'failed', restored: true });
      expect(await bench.call('readIn', '#editor')).toBe(TEXT);
    },
  );

  test('an editor that mangles what it takes: failed, and it is said truly whether it could be undone', async () => {
    await editorThat((editor) => {
      const mangle = (): void => {
        document.execCommand('insertText', false, '!!');
      };
      editor.addEventListener('input', () => setTimeout(mangle, 5), { once: true });
    });
    const result = await bench.call('replaceIn', '#editor', CHANGE);
    const restored = (await bench.call('readIn', '#editor')) === TEXT;
    expect(result).toEqual({ kind: 'failed', restored });
  });

  test('an editor that cannot be undone says so', async () => {
    await editorThat((editor) => {
      editor.addEventListener('input', () => {
        editor.textContent = 'something else';
      });
    });
    expect(await bench.call('replaceIn', '#editor', CHANGE)).toEqual({ kind: 'failed', restored: false });
  });

  test('a line break, or a place outside the text, is refused untouched', async () => {
    await editorThat(() => undefined);
    for (const change of [
      { start: 4, end: 7, text: 'a\nb' },
      { start: 10, end: 99, text: 'a' },
      { start: 7, end: 4, text: 'a' },
    ]) {
      expect(await bench.call('replaceIn', '#editor', change)).toEqual({ kind: 'failed', restored: true });
    }
    expect(await bench.call('readIn', '#editor')).toBe(TEXT);
  });

  test('a field whose page swallows typing is set by its native setter', async () => {
    bench = await lab.open(null);
    await bench.page.evaluate((text) => {
      const field = document.createElement('textarea');
      field.value = text;
      field.addEventListener('beforeinput', (event) => event.preventDefault());
      document.body.append(field);
    }, TEXT);
    expect(await bench.call('replaceIn', 'textarea', CHANGE)).toEqual({ kind: 'replaced' });
    expect(await bench.call('readIn', 'textarea')).toBe('one the three');
  });

  test('a field that puts its value back: failed, and as it was before', async () => {
    bench = await lab.open(null);
    await bench.page.evaluate((text) => {
      const field = document.createElement('textarea');
      field.value = text;
      field.addEventListener('input', () => {
        field.value = text;
      });
      document.body.append(field);
    }, TEXT);
    expect(await bench.call('replaceIn', 'textarea', CHANGE)).toEqual({ kind: 'failed', restored: true });
    expect(await bench.call('readIn', 'textarea')).toBe(TEXT);
  });
});
