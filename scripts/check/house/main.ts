import { readWorkspaces } from '../../packages/workspaces.ts';
import { codeFiles } from './files.ts';
import { excessesOf, figuresOf } from './rules.ts';

// `npm run check`: sizes of files and functions, and how much of the code is tests (CONTRIBUTING.md), in the tree that it is called in.
const root = process.cwd();
// What examples do is tried from outside, in a running network: test/e2e/examples.test.ts.
const packagesWithTests = readWorkspaces(root).filter(({ folder }) => !folder.startsWith('examples/'));
const folders = [...packagesWithTests.map(({ folder }) => folder), 'contracts'];
const code = codeFiles(root);
const figures = figuresOf(code, folders);
const { files, functions, testsPerSource, packages } = figures;
console.log(`files: median ${files.median}, p90 ${files.p90}, largest ${files.max} (${files.largest})`);
console.log(
  `functions: median ${functions.median}, p90 ${functions.p90}, largest ${functions.max} (${functions.largest})`,
);
console.log(`test lines for each source line: ${testsPerSource.toFixed(2)}`);
console.log(packages.map(({ folder, ratio }) => `  ${folder} ${ratio.toFixed(2)}`).join('\n'));
const excesses = excessesOf(figures);
for (const excess of excesses) console.error(excess);
if (code.length === 0 || excesses.length > 0) process.exit(1);
