/** Quill 1 comes without types; the bench needs only what both Quills share. */
declare module 'quill1' {
  const Quill: import('./quill-bench.ts').QuillClass;

  // biome-ignore lint/style/noDefaultExport: it is how the package gives it
  export { Quill as default };
}
