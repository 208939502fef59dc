import { InlineEditor } from '@ckeditor/ckeditor5-editor-inline';
import { Essentials } from '@ckeditor/ckeditor5-essentials';
import { Paragraph } from '@ckeditor/ckeditor5-paragraph';
import { type Mount, tagsIn } from './stand.ts';

/** CKEditor 5 under its GPL, for tests only: nothing of it is in what ships. */
export const mount: Mount = async (holder) => {
  const element = document.createElement('div');
  holder.append(element);
  const editor = await InlineEditor.create(element, {
    licenseKey: 'GPL',
    plugins: [Essentials, Paragraph],
    toolbar: [],
  });
  editor.conversion.for('editingDowncast').markerToHighlight({ model: 'tag', view: { classes: 'tag' } });
  const { model } = editor;
  const main = () => {
    const root = model.document.getRoot();
    if (root === null) throw new Error('CKEditor has no root');
    return root;
  };
  const lines = (): string[] =>
    [...main().getChildren()].map((block) => {
      if (!block.is('element')) return '';
      return [...block.getChildren()].map((node) => (node.is('$text') ? node.data : '\n')).join('');
    });
  model.document.on('change:data', () => {
    model.enqueueChange({ isUndoable: false }, (writer) => {
      for (const marker of [...model.markers.getMarkersGroup('tag')]) writer.removeMarker(marker);
      let number = 0;
      for (const block of main().getChildren()) {
        if (!block.is('element')) continue;
        const text = [...block.getChildren()].map((node) => (node.is('$text') ? node.data : ' ')).join('');
        for (const { start, end } of tagsIn(text)) {
          const range = writer.createRange(
            writer.createPositionAt(block, start),
            writer.createPositionAt(block, end),
          );
          writer.addMarker(`tag:${number++}`, { range, usingOperation: false, affectsData: false });
        }
      }
    });
  });
  const root = editor.ui.getEditableElement();
  if (root === undefined) throw new Error('CKEditor has no editable element');
  return {
    root,
    text: () => lines().join('\n'),
    set: (text) =>
      model.change((writer) => {
        const to = main();
        writer.remove(writer.createRangeIn(to));
        for (const line of text.split('\n')) {
          const block = writer.createElement('paragraph');
          writer.append(block, to);
          if (line !== '') writer.insertText(line, block);
        }
      }),
    pause() {},
  };
};
