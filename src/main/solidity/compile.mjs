// Compiles the contracts of this folder, or of another, to <output>/<Contract>.{abi,bin}; skips when nothing changed.
// The metadata hash is left out so that the bytecode does not depend on paths or on the machine.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [output, folder = '.'] = process.argv.slice(2);
if (!output) {
  console.error('usage: node compile.mjs OUTPUT_FOLDER [SOURCE_FOLDER]');
  process.exit(2);
}

const names = readdirSync(folder).filter((name) => name.endsWith('.sol')).sort();
const sources = Object.fromEntries(names.map((name) => [name, { content: readFileSync(join(folder, name), 'utf8') }]));
const lock = readFileSync('package-lock.json', 'utf8');
const fingerprint = createHash('sha256')
  .update(JSON.stringify(sources) + lock + readFileSync('compile.mjs', 'utf8'))
  .digest('hex');
const stamp = join(output, '.fingerprint');
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) {
  process.exit(0);
}

const { default: solc } = await import('solc');
const input = {
  language: 'Solidity',
  sources,
  settings: {
    evmVersion: 'cancun',
    viaIR: true,
    optimizer: { enabled: true, runs: 200 },
    metadata: { bytecodeHash: 'none', appendCBOR: false },
    outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
  },
};
const findImport = (path) => {
  const file = join('node_modules', path);
  return existsSync(file) ? { contents: readFileSync(file, 'utf8') } : { error: `${path} is not installed` };
};
const result = JSON.parse(solc.compile(JSON.stringify(input), { import: findImport }));
// The reminder of every use of transient storage: the guard against reentrancy clears its own.
const TRANSIENT_STORAGE = '2394';
const problems = (result.errors ?? []).filter((problem) => problem.errorCode !== TRANSIENT_STORAGE);
for (const problem of problems) {
  console.error(problem.formattedMessage);
}
if (problems.length > 0) {
  process.exit(1); // warnings stop the build too
}

mkdirSync(output, { recursive: true });
for (const name of names) {
  for (const [contract, compiled] of Object.entries(result.contracts[name] ?? {})) {
    writeFileSync(join(output, `${contract}.abi`), JSON.stringify(compiled.abi));
    writeFileSync(join(output, `${contract}.bin`), compiled.evm.bytecode.object);
  }
}
writeFileSync(stamp, fingerprint);
