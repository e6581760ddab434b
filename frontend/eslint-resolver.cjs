// Finds what an import names, for the rules on arrows and cycles: `@/x` is `src/x`, endings may be left out.
const { existsSync, statSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');

const endings = ['', '.ts', '.tsx', '.js', '/index.ts', '/index.tsx'];

exports.interfaceVersion = 2;

exports.resolve = (source, file) => {
  const base = source.startsWith('@/')
    ? join(__dirname, 'src', source.slice(2))
    : source.startsWith('.')
      ? resolve(dirname(file), source)
      : null;
  if (base === null) return { found: true, path: null };
  const path = endings.map((ending) => base + ending).find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
  return path ? { found: true, path } : { found: false };
};
