import babelParser from '@babel/eslint-parser';
import js from '@eslint/js';
import { createNodeResolver, flatConfigs as importConfigs } from 'eslint-plugin-import-x';
import importPlugin from 'eslint-plugin-import-x';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';

const features = ['labeling', 'datasets', 'review', 'earnings', 'admin'];

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
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: globals.node } },
  { files: ['**/*.ts'], languageOptions: parser(['typescript']) },
  { files: ['**/*.tsx'], languageOptions: parser(['typescript', 'jsx']) },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    plugins: { 'import-x': importPlugin, 'react-hooks': reactHooks },
    settings: {
      ...importConfigs.typescript?.settings,
      'import-x/resolver-next': [
        createNodeResolver({ extensions: ['.ts', '.tsx', '.js'], alias: { '@': ['./src'] } }),
      ],
    },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // The type checker answers these two with knowledge of types.
      'no-unused-vars': 'off',
      'no-undef': 'off',
      'no-redeclare': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-duplicates': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
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
