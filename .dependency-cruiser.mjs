/** The dependency rule of the house: the core is pure, the extension and the store meet only in it. */
const PURE = '^utils/(draft|rules|lint|policy|log|api|i18n)/';
const BROWSER_SIDE =
  '^(entrypoints|components)/|^utils/(platforms|editors|overlay|gate|sync|messaging|notices|media|doctor|page-world)';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'pure-core',
      comment: 'The core knows no browser, no DOM, no store and no views.',
      severity: 'error',
      from: { path: PURE },
      to: {
        path: `${BROWSER_SIDE}|^(team-store|cli|scripts|tests)/|^node_modules/(wxt|webextension-polyfill|preact|idb|@preact)/`,
      },
    },
    {
      name: 'pure-core-no-node',
      comment: 'The core runs in a content script, so it cannot lean on Node.',
      severity: 'error',
      from: { path: PURE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'store-and-cli-stay-out-of-the-browser',
      severity: 'error',
      from: { path: '^(team-store|cli)/' },
      to: { path: BROWSER_SIDE },
    },
    {
      name: 'browser-stays-out-of-the-store',
      severity: 'error',
      from: { path: `${BROWSER_SIDE}|^utils/messages` },
      to: { path: '^(team-store|cli|scripts|tests)/' },
    },
    {
      name: 'shipped-code-knows-no-tests',
      severity: 'error',
      from: { path: '^(entrypoints|components|utils|team-store|cli)/' },
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'no-cycles',
      comment: 'Types may refer to each other; code may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-missing', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.output|\\.wxt|tests/pages|tests/bench/peers)/|\\.css(\\?inline)?$' },
    includeOnly: {
      path: '^(entrypoints|components|utils|team-store|cli|scripts|tests|assets)/|node_modules|^node:',
    },
    parser: 'swc',
    tsPreCompilationDeps: false,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
    },
  },
};
