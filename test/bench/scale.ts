import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { nodeLog, startNetwork, tailLog } from '@cloudx3/scripts';
import type { Network } from '@cloudx3/scripts';
import type { ChainReader } from '@cloudx3/sdk';
import { median, seconds } from './bench.ts';
import type { Benchmark } from './bench.ts';
import { quietTerminal } from './quiet-terminal.ts';

const NODES = 16;
const ROUNDS = 8;
/** Nodes that start find each other, prepare their sessions and read for the first time. */
const WARM_UP_ROUNDS = 2;
const PORT_BASE = 28_700;

/** What the nodes' logs say of a round; the slowest read by this machine's one clock, in milliseconds. */
interface RoundSeen {
  reads: number;
  lastMs: number;
}

interface ValueSeen {
  readonly height: number;
  readonly observations: number;
}

/** Many nodes, one feed: how long after the slowest read the value stands on chain. A round's trigger is the begin of its slice, over which reads are spread. */
export const benchmark: Benchmark = {
  name: 'scale',
  about: `${NODES} nodes, one feed proven by PROXY: blocks from the slowest read to the value on chain`,
  run: async (tell) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'cloudx3-bench-'));
    const ending = new AbortController();
    const options = {
      source: 'emulator' as const,
      dataDir,
      portBase: PORT_BASE,
      nodes: NODES,
      stepUpFeed: false,
    };
    const network = await startNetwork(options, quietTerminal(tell), ending.signal);
    const following = network.story.run(ending.signal);
    try {
      const { rounds, values } = await follow(network, ending.signal, tell);
      return await figures(network, rounds, values, tell);
    } finally {
      ending.abort(new Error('the benchmark is over'));
      await following;
      await network.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

async function follow(network: Network, signal: AbortSignal, tell: (line: string) => void) {
  const rounds = new Map<string, RoundSeen>();
  const values = new Map<string, ValueSeen>();
  const stops = network.plan.nodes.map((node) =>
    tailLog(nodeLog(node), (record) => {
      if (record['event'] !== 'observation.signed') return;
      const atMs = timeOf(record['time']);
      const key = String(record['round']);
      const { reads, lastMs } = rounds.get(key) ?? { reads: 0, lastMs: atMs };
      rounds.set(key, { reads: reads + 1, lastMs: Math.max(lastMs, atMs) });
    }),
  );
  network.story.listen((news) => {
    if (news.type !== 'feed_updated') return;
    const { round, height, observations } = news;
    values.set(round.toString(), { height, observations });
    tell(`round ${round}: ${observations} observations in block ${height}`);
  });
  while (values.size < WARM_UP_ROUNDS + ROUNDS) await delay(250, undefined, { signal });
  // The logs are looked at four times a second.
  await delay(1_000, undefined, { signal });
  for (const stop of stops) stop();
  return { rounds, values };
}

async function figures(
  network: Network,
  rounds: ReadonlyMap<string, RoundSeen>,
  values: ReadonlyMap<string, ValueSeen>,
  tell: (line: string) => void,
) {
  const chain = network.owner;
  const feed = await network.oracle.feed(network.feedId);
  if (feed === undefined) throw new Error('the feed is gone');
  const sinceTrigger: number[] = [];
  const blocks: number[] = [];
  const delays: number[] = [];
  const counts: number[] = [];
  for (const [round, { height, observations }] of [...values].slice(WARM_UP_ROUNDS)) {
    const seen = rounds.get(round);
    if (seen === undefined) throw new Error(`no node told of its reading for round ${round}`);
    const behind = await blocksBehind(chain, seen.lastMs, height);
    const { timeMs } = await chain.blockEvents(height);
    blocks.push(behind);
    delays.push(timeMs - seen.lastMs);
    sinceTrigger.push(timeMs - Number(feed.spec.startMs + BigInt(round) * feed.spec.intervalMs));
    counts.push(observations);
    tell(`round ${round}: ${seen.reads} reads, the value ${behind} blocks after the slowest`);
  }
  return {
    nodes: NODES,
    rounds: blocks.length,
    fewestObservations: Math.min(...counts),
    blocksMedian: median(blocks),
    blocksMost: Math.max(...blocks),
    secondsMedian: seconds(median(delays)),
    secondsMost: seconds(Math.max(...delays)),
    sinceTriggerMedian: seconds(median(sinceTrigger)),
  };
}

/** How many blocks were made after this moment, up to the one at this height. */
async function blocksBehind(chain: ChainReader, momentMs: number, height: number): Promise<number> {
  let behind = 0;
  for (let at = height; at > 0; at -= 1) {
    const { timeMs } = await chain.blockEvents(at);
    if (timeMs <= momentMs) return behind;
    behind += 1;
  }
  return behind;
}

function timeOf(time: unknown): number {
  return typeof time === 'number' ? time : Date.parse(String(time));
}
