import { mount } from '../engines/lexical.ts';
import { editor, field, goesOut, opened, part, press, shortcut, stage } from '../shared/stage.ts';

const app = stage(`
  <header class="bar"><a href="/user/northwind/">u/northwind</a></header>
  <div class="card">
    <faceplate-textarea-input name="title"></faceplate-textarea-input>
    <shreddit-composer id="post-composer_bodytext"><div slot="rte" name="body" class="editor" id="body"></div></shreddit-composer>
    <div class="foot">
      <button type="button" id="reddit-post-flair-button">Add flair</button>
      <r-post-form-submit-button id="submit-post-button"></r-post-form-submit-button>
    </div>
  </div>
  <shreddit-comment thingid="t1_abc123" class="card">
    <comment-composer-host>
      <faceplate-form>
        <shreddit-composer>
          <div slot="rte" class="editor" id="comment"></div>
          <button slot="cancel-button" type="button">Cancel</button>
          <button slot="submit-button" type="submit" class="primary" id="comment-post">Comment</button>
        </shreddit-composer>
      </faceplate-form>
    </comment-composer-host>
  </shreddit-comment>`);

/** The shadow roots of the platform's own elements, filled as they are there. */
function shadow(selector: string, html: string): ShadowRoot {
  const root = part(app, selector).attachShadow({ mode: 'open' });
  root.innerHTML = html;
  return root;
}
const titleRoot = shadow(
  'faceplate-textarea-input',
  '<textarea id="innerTextArea" rows="1" placeholder="Title"></textarea>',
);
const buttons = shadow(
  '#submit-post-button',
  '<button id="inner-save-draft-button" type="button">Save Draft</button><button id="inner-post-submit-button" type="button">Post</button>',
);

const title = field(part<HTMLTextAreaElement>(titleRoot, '#innerTextArea'));
const body = await editor(mount, part(app, '#body'), { role: 'textbox', id: 'body-editor', name: 'body' });
const post = (): readonly [typeof title, typeof body] => [title, body];
const submit = goesOut(post);
press(part(buttons, '#inner-post-submit-button'), submit);
shortcut(body.root, submit);
shortcut(part(titleRoot, 'textarea'), submit);
press(part(buttons, '#inner-save-draft-button'), () => {
  document.documentElement.dataset.saved = 'yes';
});

const comment = await editor(mount, part(app, '#comment'), { role: 'textbox', id: 'comment-editor' });
const send = goesOut(() => [comment]);
press(part(app, '#comment-post'), send);
shortcut(comment.root, send);
opened({ post, comment: () => [comment] });
