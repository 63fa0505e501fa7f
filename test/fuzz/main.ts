import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { inputsFrom } from './inputs.ts';
import { TARGETS } from './targets.ts';
import type { FuzzTarget } from './targets.ts';

// `npm run fuzz -- NAME --inputs N [--seed S]`: one decoder, or all of them with `all`; `list` names them. The last line is JSON. A finding
// prints the input in hex and fails; keep it as a vector or a test.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { inputs: { type: 'string', default: '100000' }, seed: { type: 'string' } },
});
const [name = 'list'] = positionals;
if (name === 'list') {
  for (const [target, { about }] of Object.entries(TARGETS)) console.log(`${target.padEnd(12)} ${about}`);
  process.exit(0);
}
const chosen = Object.entries(TARGETS).filter(([target]) => name === 'all' || name === target);
const inputs = Number(values.inputs);
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
if (chosen.length === 0 || !Number.isSafeInteger(inputs) || inputs < 1 || !Number.isSafeInteger(seed)) {
  console.error(
    `Usage: npm run fuzz -- ${['list', 'all', ...Object.keys(TARGETS)].join('|')} --inputs N --seed S`,
  );
  process.exit(2);
}
const results = chosen.map(([target, what]) => fuzz(target, what));
console.log(
  JSON.stringify({
    name,
    seed,
    inputs: results.reduce((sum, result) => sum + result.inputs, 0),
    crashes: results.filter(({ crashed }) => crashed).length,
    slowestMs: Math.max(...results.map(({ slowestMs }) => slowestMs)),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);
process.exit(results.some(({ crashed }) => crashed) ? 1 : 0);

function fuzz(target: string, { seeds, run }: FuzzTarget) {
  let slowestMs = 0;
  const property = fc.property(inputsFrom(seeds()), (bytes) => {
    const startedAt = performance.now();
    run(bytes);
    slowestMs = Math.max(slowestMs, performance.now() - startedAt);
  });
  const { failed, counterexample, errorInstance, numRuns } = fc.check(property, { numRuns: inputs, seed });
  console.error(
    `${target}: ${numRuns} inputs, slowest ${slowestMs.toFixed(1)} ms${failed ? ', FAILED' : ''}`,
  );
  if (failed) {
    console.error(
      `  input ${Buffer.from(counterexample?.[0] ?? []).toString('hex')}\n  ${String(errorInstance)}`,
    );
  }
  return { inputs: numRuns, crashed: failed, slowestMs: Math.round(slowestMs * 10) / 10 };
}
