import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

// Which layer may use which: design.md's arrows, and the packages that a layer may not see.
const layer = (self, may, ban = []) => ({
  sourceTag: `layer:${self}`,
  onlyDependOnLibsWithTags: may.map((name) => `layer:${name}`),
  ...(ban.length > 0 ? { bannedExternalImports: ban } : {}),
});
const vendors = ['@aws-sdk/*', '@smithy/*', '@kubernetes/*', 'aws-cdk-lib', 'constructs'];

const layers = [
  layer('access', ['access'], [...vendors, 'zod']),
  layer('workflow', ['workflow', 'access'], vendors),
  layer('reconcile', ['reconcile', 'workflow', 'access'], vendors),
  layer('adapter', ['adapter', 'reconcile', 'workflow', 'access'], ['aws-cdk-lib', 'constructs']),
  layer('worker', ['worker', 'workflow'], vendors),
  layer('app', ['adapter', 'reconcile', 'workflow', 'access', 'worker'], ['aws-cdk-lib', 'constructs']),
  layer('cli', ['adapter', 'reconcile', 'workflow', 'access', 'sandbox'], ['aws-cdk-lib', 'constructs']),
  layer('sandbox', ['sandbox', 'access'], vendors),
  layer('control-plane', ['control-plane', 'sandbox', 'access'], vendors),
  layer(
    'bench',
    ['bench', 'bundle', 'control-plane', 'sandbox', 'cli', 'adapter', 'reconcile', 'workflow', 'access'],
    ['aws-cdk-lib', 'constructs'],
  ),
  layer('bundle', ['bundle', 'workflow'], ['aws-cdk-lib', 'constructs']),
  layer('local-aws', ['local-aws', 'control-plane', 'sandbox'], ['aws-cdk-lib', 'constructs']),
  layer('infra', ['infra', 'workflow'], ['@aws-sdk/*', '@kubernetes/*']),
];

export default tseslint.config(
  { ignores: ['**/node_modules/**', '**/dist/**', '.nx/**', '**/*.canary.ts'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { allow: [], depConstraints: layers, enforceBuildableLibDependency: false },
      ],
      'max-lines': ['error', { max: 250 }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    // Tests may use the sandbox and the fakes, whatever their layer; and indexes that a test has just asserted.
    files: ['**/*.test.ts', '**/test/**/*.ts', '**/*.contract.ts'],
    rules: {
      '@nx/enforce-module-boundaries': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['libs/access/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*'], message: 'libs/access is pure: no Node built-ins.' }] },
      ],
    },
  },
);
