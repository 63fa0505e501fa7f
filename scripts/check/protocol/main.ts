import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attacksOf, untrueOf } from './attacks.ts';
import { gapsIn, rulesOf, strangersIn, tracesOf } from './rules.ts';

// `npm run check`: docs/PROTOCOL.md against the tree that it is called in. Each rule is named by code and test and, where it speaks of bytes, by a vector; each attack by tests that exist.
const root = process.cwd();
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
});
const files = listed
  .split('\n')
  .filter((path) => /\.(ts|rs|json)$/.test(path) && !/(^|\/)gen\/|^scripts\/check\/protocol\//.test(path))
  .filter((path) => existsSync(join(root, path)))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const page = { path: 'docs/PROTOCOL.md', text: readFileSync(join(root, 'docs', 'PROTOCOL.md'), 'utf8') };
const rules = rulesOf(page.text);
const problems = [
  ...gapsIn(rules, tracesOf(rules, files)),
  ...strangersIn(rules, [...files, page]),
  ...untrueOf(attacksOf(page.text), files),
];
for (const problem of problems) console.error(problem);
if (rules.length === 0 || problems.length > 0) process.exit(1);
const withVectors = rules.filter(({ ofBytes }) => ofBytes).length;
console.log(`${rules.length} rules, each with code and test; ${withVectors} of them with vectors`);
