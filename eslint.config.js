import tseslint from 'typescript-eslint';

// Strict, type-aware, zero warnings (npm run check). Rules switched off here are off for a stated reason.
export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/target/**',
      '**/node_modules/**',
      'proto/gen/**',
      'sdk/src/*/gen/**',
      '.data/**',
      '.cache/**',
      '**/*.mjs',
      '**/*.cjs',
      'vitest.config.ts',
      '**/*.mts',
      '**/*.js',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Template literals of numbers and bigints are how amounts and heights are written.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allow: [{ name: 'bigint', from: 'lib' }] },
      ],
      // `() => doSomething()` as a void callback is clearer than a block.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // As scripts/check/house/rules.ts counts, which knows more than one file: every line, blank ones and comments too.
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60 }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.test.ts', 'test/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // What is a test, or only there for tests (scripts/check/test-files.json): a suite is one function.
    files: [
      '**/*.test.ts',
      'test/**',
      '**/{tests,testing,test-support,testdata,integration}/**',
      'oracle-node/daemon/src/**/conformance/**',
      'scripts/packages/outside/**',
    ],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // Programs that talk to a person on a terminal.
    files: ['scripts/**', '**/cli/**', 'test/**', 'examples/**'],
    rules: { 'no-console': 'off' },
  },
);
