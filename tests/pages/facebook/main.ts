import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import { registerPlainText } from '@lexical/plain-text';
import {
  $createParagraphNode,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_HIGH,
  createEditor,
  KEY_ENTER_COMMAND,
  type LexicalEditor,
} from 'lexical';
import { element, expose, publish, showPublished, style } from '../shared/bench.ts';
import { press } from '../shared/stage.ts';
import { HashtagNode, registerHashtags } from './hashtag.ts';

const textOf = (editor: LexicalEditor): string =>
  editor.getEditorState().read(() =>
    $getRoot()
      .getChildren()
      .map((block) => block.getTextContent())
      .join('\n'),
  );

function clear(editor: LexicalEditor): void {
  editor.update(() => {
    $getRoot().clear().append($createParagraphNode());
  });
}

/** @param onEnter is asked first; true means that Enter did something else than a new paragraph. */
function editorIn(
  root: HTMLElement,
  namespace: string,
  onEnter: (event: KeyboardEvent) => boolean,
): LexicalEditor {
  const editor = createEditor({
    namespace,
    nodes: [HashtagNode],
    onError: (error) => {
      throw error;
    },
  });
  editor.setRootElement(root);
  registerPlainText(editor);
  registerHistory(editor, createEmptyHistoryState(), 300);
  registerHashtags(editor);
  editor.registerCommand(
    KEY_ENTER_COMMAND,
    (event) => {
      if (event === null) return false;
      if (onEnter(event)) {
        event.preventDefault();
        return true;
      }
      if (event.shiftKey) return false;
      event.preventDefault();
      const selection = $getSelection();
      if ($isRangeSelection(selection)) selection.insertParagraph();
      return true;
    },
    COMMAND_PRIORITY_HIGH,
  );
  return editor;
}

style(document);
// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser that this page is tested in.
document.cookie = 'c_user=100001234567890; SameSite=Lax';
const app = element('app');
app.className = 'page';
app.innerHTML = `
  <div class="card" role="dialog" aria-label="Create post">
    <div class="bar"><strong>Create post</strong><div role="button" tabindex="0" aria-label="Close composer dialog">×</div></div>
    <div class="row"><div class="avatar"></div><div><strong>Northwind Fund</strong><br>
      <div role="button" tabindex="0" aria-haspopup="menu" aria-label="Edit privacy. Sharing with Public.">Public</div></div></div>
    <div class="editor"><div id="post-editor" contenteditable="true" role="textbox" aria-placeholder="What's on your mind?" spellcheck="true"></div></div>
    <div class="foot"><div role="button" tabindex="0" aria-label="Photo/video"><i></i>🖼</div>
      <div role="button" tabindex="0" aria-label="Save draft">Save draft</div>
      <div role="button" tabindex="0" aria-label="Post" class="primary" aria-disabled="true" id="post-button"><span>Post</span></div></div>
  </div>
  <div class="card" role="article">
    <p class="muted"><a href="/northwind/posts/1234567890">An earlier post</a></p>
    <form role="presentation"><div class="editor"><div id="comment-editor" contenteditable="true" role="textbox" aria-placeholder="Write a comment…"></div></div></form>
    <div><div class="editor"><div id="reply-editor" contenteditable="true" role="textbox" aria-placeholder="Reply to Kari…"></div></div>
      <div role="button" tabindex="0" aria-label="Comment" id="reply-button">Comment</div></div>
    <div><div role="article"><p>Somebody's comment</p><div role="button" tabindex="0" id="others-reply">Reply</div></div></div>
  </div>`;

const postButton = element('post-button');
const post = editorIn(element('post-editor'), 'post', (event) => {
  if (!event.ctrlKey && !event.metaKey) return false;
  submit();
  return true;
});
function submit(): void {
  if (textOf(post).trim() === '') return;
  publish([textOf(post)]);
  clear(post);
}
// This page acts on the press, before any click; a script's click and a screen reader's reach it all the same.
postButton.addEventListener('pointerdown', submit);
postButton.addEventListener('click', submit);
postButton.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    submit();
  }
});
post.registerUpdateListener(() => {
  postButton.setAttribute('aria-disabled', String(textOf(post).trim() === ''));
});

const comment = editorIn(element('comment-editor'), 'comment', (event) => {
  if (event.shiftKey) return false;
  publish([textOf(comment)]);
  clear(comment);
  return true;
});

// A box without a form, as under a comment; what it says goes out by its button.
const reply = editorIn(element('reply-editor'), 'reply', () => false);
press(element('reply-button'), () => {
  publish([textOf(reply)]);
  clear(reply);
});

showPublished();
expose({ post: () => [textOf(post)], comment: () => [textOf(comment)], reply: () => [textOf(reply)] });
