/** What stands on the pages of `tests/pages/engines`, and the engine that reads it. */
export const EDITORS = {
  textarea: 'textarea',
  contenteditable: 'contenteditable',
  'draft-js': 'draft-js',
  lexical: 'lexical',
  quill: 'quill',
  'quill-1': 'quill',
  prosemirror: 'prosemirror',
  slate: 'slate',
  ckeditor5: 'ckeditor5',
} as const;
export type EditorName = keyof typeof EDITORS;

export const PLACES = ['light', 'open', 'closed', 'iframe'] as const;
export type Place = (typeof PLACES)[number];
