import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { oracleMsg, termsOfRound } from '@cloudx3/sdk';
import type { ChainWriter, OracleQueries } from '@cloudx3/sdk';
import { signedReport, testKey, testSigners } from '../../support/forged-feed.ts';
import type { Signers } from '../../support/forged-feed.ts';
import { PLUGS, TEMPERATURE } from '../../support/operation.ts';
import type { Figures } from '../bench.ts';
import { addressOf, connect, deploy, register } from './accounts.ts';
import { startChain } from './chain.ts';
import type { ChainName } from './chain.ts';
import { GROUP, KINDS, createFeeds, planFeeds } from './feeds.ts';
import type { BenchFeed } from './feeds.ts';

/** Long enough to submit a report of every feed in one round. */
const INTERVAL_MS = 20_000n;
/** Until round 0, for all feeds to be made before. */
const STARTS_IN_MS = 8_000;

/** Gas of a report by its number of observations; of a feed's second one, since the first costs more. */
export async function measureReports(name: ChainName, tell: (line: string) => void): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudx3-bench-'));
  const signers = testSigners(31, 4);
  const deployer = testKey('deployer');
  const accounts = await Promise.all([deployer, ...signers.operators, ...signers.notaries].map(addressOf));
  try {
    await using chain = await startChain(name, folder, accounts, tell);
    const writer = await connect(chain.rpcUrl, deployer);
    const oracle = await deploy(writer);
    await register(chain.rpcUrl, oracle, signers);
    const figures = figuresOf(await measure(writer, oracle, signers, tell));
    writer.close();
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each round is waited for once. */
async function measure(
  chain: ChainWriter,
  oracle: OracleQueries,
  signers: Signers,
  tell: (line: string) => void,
): Promise<ReadonlyMap<BenchFeed, number>> {
  const startMs = BigInt((await chain.blockTimeMs()) + STARTS_IN_MS);
  const times = { startMs, intervalMs: INTERVAL_MS, maxAgeMs: 4n * INTERVAL_MS };
  const feeds = await createFeeds(chain, oracle, planFeeds(signers), times);
  await untilBlockAfter(chain, startMs);
  for (const feed of feeds) await submit(chain, oracle, feed, 0n);
  await untilBlockAfter(chain, startMs + INTERVAL_MS);
  const gas = new Map<BenchFeed, number>();
  for (const feed of feeds) {
    gas.set(feed, await submit(chain, oracle, feed, 1n));
    tell(`${feed.kind === '' ? 'Mpc' : feed.kind}, ${feed.size} observations: ${gas.get(feed)} gas`);
  }
  return gas;
}

function figuresOf(gas: ReadonlyMap<BenchFeed, number>): Figures {
  const figures: Record<string, number | Record<string, number>> = {};
  for (const kind of Object.keys(KINDS)) {
    const own = [...gas].filter(([feed]) => feed.kind === kind);
    const bySize: Record<string, number> = Object.fromEntries(own.map(([{ size }, used]) => [size, used]));
    figures[`gas${kind}`] = bySize;
    figures[`gasOf31${kind}`] = bySize[31] ?? 0;
    figures[`gasPerFurtherObservation${kind}`] = Math.round(((bySize[31] ?? 0) - (bySize[16] ?? 0)) / 15);
  }
  const group = [...gas].find(([feed]) => feed.kind === GROUP.kind);
  return { ...figures, gasOfGroup: group?.[1] ?? 0 };
}

async function untilBlockAfter(chain: ChainWriter, timeMs: bigint): Promise<void> {
  while (BigInt(await chain.blockTimeMs()) <= timeMs) await delay(50);
}

async function submit(
  chain: ChainWriter,
  oracle: OracleQueries,
  { id, signers, pathOf, devices }: BenchFeed,
  round: bigint,
): Promise<number> {
  const [feed, members] = await Promise.all([oracle.feed(id), oracle.feedMembers(id)]);
  if (feed === undefined || members === undefined) throw new Error('the feed is not there');
  const terms = termsOfRound(feed, members, round);
  const network = { chainId: chain.chainId, oracle: oracle.address };
  const operation = devices === 1 ? TEMPERATURE : PLUGS;
  const valueOf = (i: number) => 2_100n + BigInt(i);
  const report = signedReport(terms, network, operation, round, signers, valueOf, pathOf);
  const outcome = await chain.execute(oracle.address, oracleMsg.submitReports({ reports: [report] }));
  const landed = outcome.events.some(({ type }) => type === 'feed_updated' || type === 'group_updated');
  if (!landed) throw new Error(`the report was skipped: ${JSON.stringify(outcome.events)}`);
  return Number(outcome.gasUsed);
}
