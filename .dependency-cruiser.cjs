// Who may import whom (docs/architecture.md). Rule names are what a refused import prints.
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^packages/domain/src', pathNot: '(\\.test|test-bed)\\.ts$' },
      to: { pathNot: ['^packages/domain/', 'node_modules/zod/'] },
    },
    {
      name: 'runtime-knows-no-adapter',
      severity: 'error',
      from: { path: '^packages/runtime/src', pathNot: '(\\.test|test-bed)\\.ts$' },
      to: { path: '^(packages/(adapters|cap|testing)|services)/' },
    },
    {
      name: 'adapters-import-domain-and-runtime-only',
      severity: 'error',
      from: { path: '^packages/adapters/src', pathNot: '(\\.test|test-bed)\\.ts$' },
      to: { path: '^(packages/(cap|testing)|services|tests)/' },
    },
    {
      name: 'adapters-never-one-another',
      severity: 'error',
      from: { path: '^packages/adapters/src/([^/]+)/', pathNot: '(\\.test\\.ts$|/(embedded|engines)/)' },
      to: { path: '^packages/adapters/src/([^/]+)/', pathNot: '^packages/adapters/src/$1/' },
    },
    {
      name: 'embedded-imports-postgres-only',
      severity: 'error',
      from: { path: '^packages/adapters/src/embedded/', pathNot: '(\\.test|test-bed)\\.ts$' },
      to: { path: '^packages/adapters/src/', pathNot: '^packages/adapters/src/(embedded|postgres)/' },
    },
    {
      name: 'services-never-one-another',
      severity: 'error',
      from: { path: '^services/([^/]+)/', pathNot: '^services/standalone/' },
      to: { path: '^services/([^/]+)/', pathNot: '^services/$1/' },
    },
    {
      name: 'production-never-imports-testing',
      severity: 'error',
      from: { path: '^(packages/(domain|cap|runtime|adapters)|services)/', pathNot: '(\\.test|test-bed)\\.ts$' },
      to: { path: '^(packages/testing|tests)/' },
    },
    {
      name: 'screens-import-what-browsers-run',
      severity: 'error',
      from: { path: '^services/console/web/src' },
      to: { pathNot: ['^services/console/web/src/', '^packages/domain/src/', 'node_modules/', '^virtual:'] },
    },
    {
      name: 'screens-are-reached-by-http-only',
      severity: 'error',
      // How many fields an update touches is counted with the desk's own edits.
      from: { pathNot: '^(services/console/web|tests/desk)/' },
      to: { path: '^services/console/web/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^virtual:' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^services/console/web/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
    },
  },
};
