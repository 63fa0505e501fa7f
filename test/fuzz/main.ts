import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { fuzz } from './harness/fuzz.ts';
import type { FuzzResult } from './harness/fuzz.ts';
import { TARGETS } from './targets/index.ts';

// `npm run fuzz -- NAME --inputs N [--seed S] [--only I]`: one parser, or all of them with `all`; `list` names them. Each gives a line of JSON,
// and the last line is the sum. A finding prints its number and the input and fails; keep it as a vector or a test.
const SEEDS = 2 ** 31;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(randomInt(SEEDS)) },
    only: { type: 'string' },
  },
});
const [name = 'list'] = positionals;
if (name === 'list') {
  for (const [target, { about }] of Object.entries(TARGETS)) console.log(`${target.padEnd(21)} ${about}`);
  process.exit(0);
}
const chosen = Object.entries(TARGETS).filter(([target]) => name === 'all' || name === target);
const [inputs, seed, only] = [values.inputs, values.seed, values.only ?? '0'].map(count);
if (chosen.length === 0 || inputs === undefined || inputs < 1 || seed === undefined || only === undefined) {
  console.error('Usage: npm run fuzz -- list | all | NAME --inputs N [--seed S] [--only NUMBER-OF-AN-INPUT]');
  process.exit(2);
}
const results: FuzzResult[] = [];
for (const [target, what] of chosen) {
  const result = await fuzz(target, what, { inputs, seed, ...(values.only === undefined ? {} : { only }) });
  results.push(result);
  console.log(JSON.stringify(result));
  for (const finding of result.findings) console.error(`${target}: ${finding}`);
}
const findings = results.reduce((sum, result) => sum + result.findings.length, 0);
console.log(
  JSON.stringify({
    name,
    seed,
    inputs: results.reduce((sum, result) => sum + result.inputs, 0),
    crashes: findings,
    slowestMs: Math.max(...results.map(({ slowestMs }) => slowestMs)),
    growthKb: Math.max(...results.map(({ growthKb }) => growthKb)),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  }),
);
process.exitCode = findings > 0 ? 1 : 0;

function count(text: string): number | undefined {
  const number = Number(text);
  return Number.isSafeInteger(number) && number >= 0 && number < SEEDS ? number : undefined;
}
