import type { Site } from '../harness/sites.ts';

/** One composer of a test page: where it is written in, and every way by which it publishes. */
export interface Place {
  readonly site: Site;
  /** Which of the site's composers, as the documentation calls it. */
  readonly what: string;
  /** Its name in the page's own list of composers, and its number there where it is not the first part. */
  readonly model?: string;
  readonly part?: number;
  /** Pressed first, where the composer or this part of it is not open yet. */
  readonly open?: string;
  readonly editor: string;
  readonly post: string;
  /** Ctrl+Enter in the editor publishes. */
  readonly shortcut?: true;
  /** Enter in the editor publishes. */
  readonly enter?: true;
  /** The form that the button submits. */
  readonly form?: string;
  /** A second control that publishes, such as an item of a menu. */
  readonly menu?: string;
  /** Publishes nothing, and works whatever is written. */
  readonly beside?: string;
}

const SHARE_BOX = '[componentkey="draft-text-replaceable-component"]';

export const PLACES: readonly Place[] = [
  {
    site: 'x',
    what: 'home',
    editor: '[data-testid="tweetTextarea_0"][contenteditable]',
    post: '[data-testid="tweetButtonInline"]',
    shortcut: true,
  },
  {
    site: 'x',
    what: 'second post of a thread',
    part: 1,
    open: '[data-testid="addButton"]',
    editor: '[data-testid="tweetTextarea_1"][contenteditable]',
    post: '[data-testid="tweetButtonInline"]',
    shortcut: true,
  },
  {
    site: 'x',
    what: 'dialog',
    model: 'modal',
    open: '[data-testid="SideNav_NewTweet_Button"]',
    editor: '[role="dialog"] [data-testid="tweetTextarea_0"][contenteditable]',
    post: '[data-testid="tweetButton"]',
    shortcut: true,
  },
  {
    site: 'linkedin',
    what: 'share box in a shadow root',
    model: 'share',
    open: SHARE_BOX,
    editor: '.ql-editor',
    post: '.share-actions__primary-action',
    shortcut: true,
  },
  {
    site: 'linkedin',
    what: 'share box in the page',
    model: 'page',
    open: '#start-in-page',
    editor: '#artdeco-modal-outlet .ql-editor',
    post: '#artdeco-modal-outlet .share-actions__primary-action',
    shortcut: true,
  },
  { site: 'linkedin', what: 'comment', model: 'comment', editor: '#comment-editor', post: '#comment-post' },
  { site: 'facebook', what: 'post', editor: '#post-editor', post: '#post-button', shortcut: true },
  {
    site: 'facebook',
    what: 'comment, by Enter',
    model: 'comment',
    editor: '#comment-editor',
    post: '',
    enter: true,
  },
  {
    site: 'facebook',
    what: 'reply, by button',
    model: 'reply',
    editor: '#reply-editor',
    post: '#reply-button',
  },
  {
    site: 'bluesky',
    what: 'post',
    editor: '.ProseMirror',
    post: '[data-testid="composerPublishBtn"]',
    shortcut: true,
  },
  {
    site: 'bluesky',
    what: 'second post of a thread',
    part: 1,
    open: '[data-testid="addPostBtn"]',
    editor: '.row:nth-child(2) .ProseMirror',
    post: '[data-testid="composerPublishBtn"]',
    shortcut: true,
  },
  {
    site: 'mastodon',
    what: 'post',
    editor: '.autosuggest-textarea__textarea',
    post: '.compose-form__submit button',
    shortcut: true,
    form: '.compose-form',
  },
  { site: 'threads', what: 'post', editor: '#post-0', post: '#post', shortcut: true },
  {
    site: 'threads',
    what: 'second post of a chain',
    part: 1,
    open: '#add',
    editor: '#post-1',
    post: '#post',
    shortcut: true,
  },
  {
    site: 'threads',
    what: 'reply in the page',
    model: 'inline',
    editor: '#inline-editor',
    post: '#inline-post',
    shortcut: true,
  },
  { site: 'instagram', what: 'caption', editor: '#caption-editor', post: '#share' },
  {
    site: 'reddit',
    what: 'title',
    editor: '#innerTextArea',
    post: '#inner-post-submit-button',
    shortcut: true,
    beside: '#inner-save-draft-button',
  },
  {
    site: 'reddit',
    what: 'text',
    part: 1,
    editor: '#body-editor',
    post: '#inner-post-submit-button',
    shortcut: true,
    beside: '#inner-save-draft-button',
  },
  {
    site: 'reddit',
    what: 'comment',
    model: 'comment',
    editor: '#comment-editor',
    post: '#comment-post',
    shortcut: true,
  },
  {
    site: 'youtube',
    what: 'community post',
    editor: 'ytd-backstage-post-dialog-renderer:not([hidden]) #contenteditable-root',
    post: 'ytd-backstage-post-dialog-renderer:not([hidden]) #submit-button button',
  },
  {
    site: 'youtube',
    what: 'title of a video',
    model: 'video',
    editor: '#title-textarea #textbox',
    post: '#done-button',
  },
  {
    site: 'youtube',
    what: 'description of a video',
    model: 'video',
    part: 1,
    editor: '#description-textarea #textbox',
    post: '#done-button',
  },
  {
    site: 'tiktok',
    what: 'caption',
    editor: '[data-e2e="caption_container"] [contenteditable]',
    post: '[data-e2e="post_video_button"]',
    beside: '[data-e2e="save_draft_button"]',
  },
  {
    site: 'pinterest',
    what: 'title',
    editor: '#storyboard-selector-title',
    post: '[data-test-id="storyboard-creation-nav-done"] button',
  },
  {
    site: 'pinterest',
    what: 'description',
    part: 1,
    editor: '[data-test-id="editor-with-mentions"] [contenteditable]',
    post: '[data-test-id="storyboard-creation-nav-done"] button',
  },
  {
    site: 'buffer',
    what: 'post',
    editor: '[data-testid="composer-text-area"]',
    post: '#queue',
    shortcut: true,
    menu: '#now',
    beside: '#draft',
  },
  {
    site: 'site',
    what: 'text of a form',
    part: 1,
    editor: '#text',
    post: '#send',
    form: '#form',
    beside: '#draft',
  },
  { site: 'site', what: 'rich text', model: 'rich', editor: '#rich-editor', post: '#publish' },
];
