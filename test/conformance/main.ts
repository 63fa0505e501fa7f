import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { WasmdError, WasmdErrorCode, buildWasmd } from '@cloudx3/scripts';
import { CHAINS, startChain } from './chains.ts';
import type { ChainName } from './chains.ts';
import { judgeCli, readRecord, writeRecord } from './cli/judge.ts';
import { runCli } from './cli/run.ts';
import { runCosmjs } from './cosmjs.ts';
import type { Outcome } from './outcome.ts';
import { renderDifferences, renderTable, summaryOf } from './report.ts';
import type { ChainResult } from './report.ts';

const HELP = `npm run conformance [-- --chain devnet|wasmd]... [--record]

Tries the same on each chain, with cosmjs and with the genuine wasmd command line, and holds it against what wasmd answered.
Without --chain: on both. The last line is JSON; the exit code is 1 where anything differs.
  --record   write what wasmd's command line is answered by wasmd into the record; for a new version of wasmd, or new cases`;

const { values: flags } = parseArgs({
  options: {
    chain: { type: 'string', multiple: true, default: [...CHAINS] },
    record: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
// Wasmd first: where it is recorded anew, the others are held against that.
const chains = CHAINS.filter((name) => flags.chain.includes(name));
if (flags.help) {
  console.log(HELP);
} else if (chains.length !== new Set(flags.chain).size || (flags.record && !chains.includes('wasmd'))) {
  console.error(HELP);
  process.exitCode = 2;
} else {
  const folder = await mkdtemp(join(tmpdir(), 'cloudx3-conformance-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(130));
  process.exitCode = await conform(folder);
}

/** Returns the exit code. */
async function conform(folder: string): Promise<number> {
  const program = await wasmd();
  const results: ChainResult[] = [];
  for (const name of chains) {
    if (program !== undefined || name === 'devnet') results.push(await tryOn(name, folder, program));
  }
  const failed = results.flatMap(({ outcomes }) => outcomes).filter(({ passed }) => !passed).length;
  const skipped = program === undefined ? ['wasmd'] : [];
  console.error(renderTable(results));
  if (failed > 0) console.error(renderDifferences(results));
  console.log(JSON.stringify({ chains: results.map(summaryOf), differences: failed, skipped }));
  return failed > 0 || (skipped.length > 0 && process.env['CLOUDX3_NOTHING_SKIPPED'] === '1') ? 1 : 0;
}

/** Undefined where this machine cannot build it; what it lacks is said. */
async function wasmd(): Promise<string | undefined> {
  const tell = (text: string): void => console.error(text);
  try {
    return (await buildWasmd({ tell })).program;
  } catch (error) {
    if (!(error instanceof WasmdError) || error.code !== WasmdErrorCode.missing) throw error;
    console.error(`skipped: ${error.message}`);
    return undefined;
  }
}

/** The command line first: what it makes has the same numbers on each chain, as long as nobody made anything before. */
async function tryOn(name: ChainName, folder: string, program: string | undefined): Promise<ChainResult> {
  const startedAt = performance.now();
  console.error(`${name}: starting`);
  await using chain = await startChain(name, folder, program ?? '');
  const outcomes: Outcome[] = [];
  if (program !== undefined) {
    const told = await runCli(program, chain, folder);
    if (flags.record && name === 'wasmd') await writeRecord(told);
    outcomes.push(...judgeCli(await readRecord(), told));
  }
  console.error(`${name}: cosmjs`);
  outcomes.push(...(await runCosmjs(chain, folder)));
  return { chain: name, outcomes, seconds: Math.round((performance.now() - startedAt) / 1000) };
}
