import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from '../build/build.ts';
import { checkPacked } from './check.ts';
import { installInto } from './consumer.ts';
import { triedNodes } from './nodes.ts';
import { packAll } from './pack.ts';
import { STEPS } from './steps/steps.ts';

// `npm run packages`: what would be published, as somebody outside of this repository gets it. Ends with one line of JSON; a failure leaves
// its folder, to be looked into.
const work = mkdtempSync(join(tmpdir(), 'cloudx3-packages-'));
const seconds: Record<string, number> = {};

async function timed<T>(name: string, action: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  console.log(`── ${name}`);
  const result = await action();
  seconds[name] = Math.round((Date.now() - startedAt) / 100) / 10;
  return result;
}

try {
  await timed('build', buildAll);
  const packed = await timed('pack', () => packAll(work));
  await timed('check', () => checkPacked(packed));
  const folder = join(work, 'outside');
  mkdirSync(folder);
  await timed('install', () => installInto(folder, packed));
  const installed = { folder, packed, nodes: await triedNodes() };
  const measured: object[] = [];
  for (const step of STEPS) measured.push(await timed(step.name, () => step.run(installed)));
  rmSync(work, { recursive: true });
  const tarballs = packed.reduce((sum, { size }) => sum + size, 0);
  const facts = { ok: true, packages: packed.length, tarballs };
  console.log(JSON.stringify(Object.assign(facts, ...measured, { seconds })));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(`What was tried is in ${work}`);
  console.log(JSON.stringify({ ok: false, seconds }));
  process.exitCode = 1;
}
