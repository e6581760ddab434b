import { fileURLToPath } from 'node:url';
import babelParser from '@babel/eslint-parser';
import js from '@eslint/js';
import importPlugin from 'eslint-plugin-import';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';

const features = ['labeling', 'datasets', 'review', 'adjudication', 'appeals', 'earnings', 'admin'];

/** app → features → shared: each zone names what the folder must not import. */
const zones = [
  ...features.map((feature) => ({
    target: `./src/features/${feature}`,
    from: './src/features',
    except: [`./${feature}`],
    message: 'A feature imports no other feature: compose them in app/, or move the shared part to lib/ or components/.',
  })),
  { target: './src/features', from: './src/app', message: 'Features do not know the app.' },
  ...['components', 'lib', 'locales', 'testing'].map((shared) => ({
    target: `./src/${shared}`,
    from: ['./src/app', './src/features'],
    message: 'Shared code knows neither the features nor the app.',
  })),
  {
    target: './src/lib',
    from: ['./src/components', './src/testing'],
    message: 'lib/ is below components/ and testing/.',
  },
];

const parser = (plugins) => ({
  parser: babelParser,
  parserOptions: {
    requireConfigFile: false,
    sourceType: 'module',
    babelOptions: { configFile: false, babelrc: false, parserOpts: { plugins } },
  },
});

export default [
  { ignores: ['dist/', 'node_modules/'] },
  js.configs.recommended,
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  { files: ['**/*.ts'], languageOptions: parser(['typescript']) },
  { files: ['**/*.tsx'], languageOptions: parser(['typescript', 'jsx']) },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    plugins: { import: importPlugin, 'react-hooks': reactHooks },
    settings: {
      'import/resolver': { [fileURLToPath(new URL('./eslint-resolver.cjs', import.meta.url))]: {} },
      'import/extensions': ['.ts', '.tsx'],
      'import/parsers': { '@babel/eslint-parser': ['.ts', '.tsx'] },
    },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // The type checker answers these two with knowledge of types.
      'no-unused-vars': 'off',
      'no-undef': 'off',
      'no-redeclare': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      'import/no-cycle': ['error', { disableScc: true }],
      'import/no-duplicates': 'error',
      'import/no-restricted-paths': ['error', { zones }],
    },
  },
  {
    files: ['src/**/*.tsx'],
    ...jsxA11y.flatConfigs.strict,
    languageOptions: parser(['typescript', 'jsx']),
    rules: {
      ...jsxA11y.flatConfigs.strict.rules,
      'max-lines': ['error', { max: 150 }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'JSXText[value=/[A-Za-z\\u4e00-\\u9fff]/]',
          message: 'Texts come from the catalogues in src/locales.',
        },
        {
          selector:
            'JSXAttribute[name.name=/^(aria-label|aria-description|alt|title|placeholder)$/] > Literal[value=/[A-Za-z\\u4e00-\\u9fff]/]',
          message: 'Texts come from the catalogues in src/locales.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.test.{ts,tsx}', 'src/testing/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
];
