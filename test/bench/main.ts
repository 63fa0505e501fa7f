import { machine } from './bench.ts';
import type { Benchmark } from './bench.ts';

const LOADERS: Readonly<Record<string, () => Promise<{ benchmark: Benchmark }>>> = {
  verify: () => import('./verify.ts'),
  report: () => import('./report/report.ts'),
  'report-wasmd': () => import('./report/report-wasmd.ts'),
  mpc: () => import('./mpc.ts'),
  start: () => import('./start.ts'),
  proxy: () => import('./proxy.ts'),
  notary: () => import('./notary.ts'),
  scale: () => import('./scale.ts'),
};

// `npm run bench -- NAME`: prints what it does, then one line of JSON.
const name = process.argv[2] ?? '';
const load = LOADERS[name];
if (load === undefined) {
  console.error(`No benchmark is called "${name}". There are: ${Object.keys(LOADERS).join(', ')}.`);
  process.exit(2);
}
const { benchmark } = await load();
console.error(`${benchmark.name}: ${benchmark.about}`);
const figures = await benchmark.run((line) => console.error(`  ${line}`));
console.log(JSON.stringify({ name: benchmark.name, machine: machine(), ...figures }));
process.exit(0);
