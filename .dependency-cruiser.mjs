const ownService = '^services/([^/]+)/';
const types = { dependencyTypesNot: ['type-only'] };

/** Who may import whom. Each rule's comment is the sentence somebody reads who broke it. */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Nothing depends on itself: move what both need into a third file.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'services-are-strangers',
      comment: 'No service imports another: share a contract and meet on the bus.',
      severity: 'error',
      from: { path: ownService },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'shared-knows-no-service',
      comment: 'What is shared knows none of its users: hand over what it needs.',
      severity: 'error',
      from: { path: '^shared/', pathNot: '^shared/testing/' },
      to: { path: '^services/' },
    },
    {
      name: 'product-knows-no-machine',
      comment: 'Product code never knows that it runs locally, or in a benchmark. Page tests find their browser there.',
      severity: 'error',
      from: { path: '^(services|shared|frontend)/', pathNot: '^frontend/pages/testing/' },
      to: { path: '^(local|bench)/' },
    },
    {
      name: 'site-knows-contracts-only',
      comment: 'A page knows contracts and nothing else of the backend.',
      severity: 'error',
      from: { path: '^frontend/src/' },
      to: { path: '^(services/|shared/(?!contracts/)|images/)' },
    },
    {
      name: 'features-are-strangers',
      comment: 'No feature imports another: what two of them need lives in ui or platform.',
      severity: 'error',
      from: { path: '^frontend/src/features/([^/]+)/' },
      to: { path: '^frontend/src/features/', pathNot: '^frontend/src/features/$1/' },
    },
    {
      name: 'site-grows-upwards',
      comment: 'In the site, app knows features, features know ui and platform, and neither of those knows them.',
      severity: 'error',
      from: { path: '^frontend/src/(ui|platform)/' },
      to: { path: '^frontend/src/(app|features)/' },
    },
    {
      name: 'features-know-no-app',
      comment: 'A feature is a page of the app and does not know it.',
      severity: 'error',
      from: { path: '^frontend/src/features/' },
      to: { path: '^frontend/src/app/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'Domain imports domain. Two harmless exceptions: types from contracts, and Failure.',
      severity: 'error',
      from: { path: '^(services/[^/]+|shared/platform)/src/domain/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['/src/domain/', '^shared/contracts/', '^shared/kit/src/failure\\.ts$'] },
    },
    {
      name: 'domain-takes-types-from-contracts',
      comment:
        'Domain takes types from contracts, and vocabulary that is pure itself; no routes and no events at run time.',
      severity: 'error',
      from: { path: '^(services/[^/]+|shared/platform)/src/domain/', pathNot: '\\.test\\.ts$' },
      to: { path: '^shared/contracts/', pathNot: '^shared/contracts/src/vocabulary/', ...types },
    },
    {
      name: 'use-cases-see-ports-only',
      comment:
        'Use cases do not know AWS, adapters, handlers, workflows or stacks: they see domain, ports, contracts, kit and the shared token check.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/use-cases/', pathNot: '\\.test\\.ts$' },
      to: {
        path: [
          '/src/(adapters|handlers|workflows|stacks)/',
          '/src/composition',
          '^shared/(aws|infra)/',
          '^shared/gateway/src/(?!verify)',
          '@aws-sdk',
        ],
        ...types,
      },
    },
    {
      name: 'ports-are-domain-words',
      comment: 'Ports are interfaces in domain words: they import types only.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/ports\\.ts$' },
      to: { ...types },
    },
    {
      name: 'adapters-know-no-handlers',
      comment: 'Adapters implement ports: they know neither handlers nor use cases.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/adapters/', pathNot: '\\.test\\.ts$' },
      to: { path: '/src/(handlers|use-cases|workflows)/|/src/composition' },
    },
    {
      name: 'contracts-run-in-a-browser',
      comment: 'Contracts import Zod and nothing else.',
      severity: 'error',
      from: { path: '^shared/contracts/src/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^shared/contracts/src/', 'node_modules/zod/'] },
    },
    {
      name: 'kit-knows-contracts-only',
      comment: 'The kit stands on contracts; what two services share of AWS lives in shared/aws.',
      severity: 'error',
      from: { path: '^shared/kit/src/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(shared/(?!kit/|contracts/)|services/)' },
    },
    {
      name: 'aws-stands-on-kit',
      comment: 'shared/aws stands on kit and contracts, and on nothing above them.',
      severity: 'error',
      from: { path: '^shared/aws/src/', pathNot: '\\.(emulator\\.)?test\\.ts$' },
      to: { path: '^(shared/(?!aws/|kit/|contracts/)|services/)' },
    },
    {
      name: 'tests-are-not-imported',
      comment: 'Product code imports neither tests nor what only tests need.',
      severity: 'error',
      from: { path: '^(services|shared)/[^/]+/(src|router|gate)/', pathNot: ['\\.test\\.ts$', '^shared/testing/'] },
      to: {
        path: [
          '\\.test\\.ts$',
          '^services/[^/]+/test/',
          '^shared/testing/',
          'node_modules/(@jest|fast-check|aws-local-stepfunctions)/',
        ],
      },
    },
    {
      name: 'imports-exist',
      comment: 'It imports something that is not there, or that package.json does not name.',
      severity: 'error',
      from: { path: '^(services|shared)/' },
      // Types of the Lambda runtime come from @types; nothing of that name exists at run time.
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
  ],
  options: {
    // TypeScript 7 has no compiler API, and without a parser of its own type-only imports would count as real ones.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/\\.serverless/', '/\\.esbuild/', '/\\.local/', '/\\.venv/', '^frontend/dist/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs'],
    },
  },
};
