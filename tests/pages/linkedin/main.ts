import Quill from 'quill';
import { mount } from '../engines/prosemirror.ts';
import { element, expose, publish, showPublished, style } from '../shared/bench.ts';
import { workInShadow } from './quill-in-shadow.ts';

/** The share box: in the shadow root of the outlet, or in the page itself where that has not arrived. */
const SHARE_BOX = `
  <div class="card" role="dialog" aria-labelledby="share-to-linkedin-modal__header">
    <h2 id="share-to-linkedin-modal__header" class="muted">Create a post</h2>
    <div class="row">
      <div class="avatar"></div>
      <button class="share-unified-settings-entry-button" type="button"><span>Northwind Fund</span><br><span class="muted">Post to Anyone</span></button>
    </div>
    <div class="share-creation-state__text-editor editor"><div class="ql-container"></div></div>
    <div class="foot share-creation-state__footer">
      <button class="share-promoted-detour-button" type="button" aria-label="Add media">Media</button>
      <button class="share-actions__scheduled-post-btn" type="button" aria-label="Schedule post">Schedule</button>
      <button class="share-actions__primary-action primary" type="button" disabled>Post</button>
    </div>
  </div>`;

function part<E extends Element>(root: ParentNode, selector: string): E {
  const found = root.querySelector<E>(selector);
  if (found === null) throw new Error(`the share box has no ${selector}`);
  return found;
}

style(document);
const app = element('app');
app.className = 'page';
app.innerHTML = `
  <div class="bar"><div componentkey="draft-text-replaceable-component" role="button" tabindex="0">Start a post</div></div>
  <div class="bar"><button type="button" id="start-in-page">Start a post, as before 2026</button></div>
  <div id="interop-outlet" data-testid="interop-shadowdom"></div>
  <div id="artdeco-modal-outlet"></div>
  <div class="card" data-urn="urn:li:activity:7000000000000000001">
    <p class="muted">A post</p>
    <button type="button"><svg width="16" height="16"></svg> Comment</button>
    <div><div class="editor" id="comment"></div><div class="foot"><button type="button" class="primary" id="comment-post">Comment</button></div></div>
  </div>
  <div class="card" role="dialog" aria-label="Messaging">
    <p class="muted">Messaging</p>
    <div class="editor msg-form__contenteditable" contenteditable="true" role="textbox" aria-label="Write a message"></div>
  </div>`;

const root = element('interop-outlet').attachShadow({ mode: 'open' });
style(root);
interface Box {
  text(): string;
  cut(): void;
}
const boxes = new Map<ParentNode, Box>();
const textIn = (tree: ParentNode): string => boxes.get(tree)?.text() ?? '';

function open(tree: ShadowRoot | HTMLElement): void {
  if (boxes.has(tree)) return;
  const holder = document.createElement('div');
  holder.innerHTML = SHARE_BOX;
  tree.append(holder);
  const editor = new Quill(part<HTMLElement>(tree, '.ql-container'), {
    formats: [],
    placeholder: 'What do you want to say?',
  });
  if (tree instanceof ShadowRoot) workInShadow(editor, tree);
  const text = (): string => editor.getText().replace(/\n$/, '');
  boxes.set(tree, { text, cut: () => editor.history.cutoff() });
  editor.root.setAttribute('role', 'textbox');
  editor.root.setAttribute('aria-multiline', 'true');
  editor.root.setAttribute('aria-label', 'Text editor for creating content');
  const post = part<HTMLButtonElement>(tree, '.share-actions__primary-action');
  const submit = (): void => {
    if (text().trim() === '') return;
    publish([text()]);
    boxes.delete(tree);
    holder.remove();
  };
  editor.on('text-change', () => {
    post.disabled = text().trim() === '';
  });
  post.addEventListener('click', submit);
  editor.root.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    }
  });
}

const outlet = element('artdeco-modal-outlet');
part<HTMLElement>(app, '[componentkey="draft-text-replaceable-component"]').addEventListener('click', () =>
  open(root),
);
element('start-in-page').addEventListener('click', () => open(outlet));
const comment = await mount(element('comment'), document);
comment.root.id = 'comment-editor';
comment.root.setAttribute('role', 'textbox');
element('comment-post').addEventListener('click', () => {
  publish([comment.text()]);
  comment.set('');
});
showPublished();
expose({ share: () => [textIn(root)], page: () => [textIn(outlet)], comment: () => [comment.text()] }, () => {
  for (const { cut } of boxes.values()) cut();
});
open(root);
