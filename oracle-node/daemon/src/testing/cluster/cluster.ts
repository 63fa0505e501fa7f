import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feed } from '@cloudx3/sdk';
import { testKey, testKeys } from '@cloudx3/oracle-protocol/testing';
import type { TestKey } from '@cloudx3/oracle-protocol/testing';
import { MemoryArchive } from '../../archive/memory/memory-archive.ts';
import { ManualClock } from '../../clock/manual-clock.ts';
import { MemoryNetwork } from '../../p2p/memory-gossip.ts';
import type { Gossip } from '../../p2p/ports.ts';
import type { DayLimits } from '../../policy/day-budget.ts';
import { startMember } from '../start-member.ts';
import type { MemberPorts, TestMember } from '../start-member.ts';
import { switchings, testVendor } from '../test-vendor.ts';
import { MemoryChain } from './memory-chain.ts';
import { MemoryLedger } from './memory-ledger.ts';
import { issueCommand, register } from './test-registry.ts';

const START_MS = 1_700_000_000_000;
export const INTERVAL_MS = 60_000;

export interface ClusterNode extends TestMember {
  readonly chain: MemoryChain;
  readonly archive: MemoryArchive;
}

/** Whole nodes in one process, on a clock that the test moves, with ports in memory. */
export class Cluster {
  readonly clock = new ManualClock(START_MS);
  readonly ledger = new MemoryLedger(this.clock);
  readonly network = new MemoryNetwork();
  readonly vendor = testVendor();
  readonly members: readonly TestKey[];
  readonly notaries = testKeys('notary', 2);
  readonly nodes = new Map<number, ClusterNode>();
  private readonly kept = new Map<number, { readonly folder: string; readonly archive: MemoryArchive }>();

  constructor(options: { members?: number; feed?: Partial<Feed['spec']> } = {}) {
    this.members = testKeys('member', options.members ?? 4);
    const times = { startMs: BigInt(START_MS), intervalMs: BigInt(INTERVAL_MS) };
    register(this.ledger, this, { ...times, ...options.feed });
  }

  /** Starts member `index`, on the same store and archive as before where it ran before. */
  async start(
    index: number,
    options: Partial<Pick<MemberPorts, 'queues' | 'policy'>> & {
      readonly limits?: DayLimits;
      readonly gasPrice?: number;
      readonly leastRunway?: number;
      readonly gossip?: Gossip;
      readonly chainIsAway?: boolean;
    } = {},
  ): Promise<ClusterNode> {
    const { clock, ledger, notaries, vendor } = this;
    const key = this.members[index] ?? testKey('stranger');
    const { folder, archive } = this.keptBy(index);
    const chain = new MemoryChain(`account-${index}`, ledger);
    chain.isAway = options.chainIsAway ?? false;
    const { limits = { gas: undefined, requests: new Map() }, gasPrice = 0, leastRunway = 0 } = options;
    const times = { limits, gasPrice, leastRunway, pollMs: 1_000, tickMs: 500, prepareAheadMs: 20_000 };
    const member = await startMember(
      { index, key, network: ledger.network, notaries, vendor, folder, ...times },
      {
        clock,
        chain,
        archive,
        queues: options.queues,
        policy: options.policy,
        gossip: () => options.gossip ?? this.network.join(key.publicKey),
      },
    );
    const started = { ...member, chain, archive };
    this.nodes.set(index, started);
    return started;
  }

  async startAll(): Promise<ClusterNode[]> {
    const started: ClusterNode[] = [];
    for (let index = 0; index < this.members.length; index += 1) started.push(await this.start(index));
    return started;
  }

  async stop(index: number): Promise<void> {
    await this.nodes.get(index)?.node.close();
    this.nodes.delete(index);
  }

  /** Lets time pass in small steps, with everybody's work done in between. */
  async pass(ms: number, stepMs = 500): Promise<void> {
    for (let passed = 0; passed < ms; passed += stepMs) {
      this.clock.advance(stepMs);
      if (passed % 2_000 === 0) this.ledger.emptyBlock();
      await this.work();
    }
  }

  /** Time passes until the check holds; fails when it does not within `withinMs` of the cluster's time. */
  async until(check: () => boolean, withinMs: number, what: string): Promise<void> {
    for (let passed = 0; passed < withinMs && !check(); passed += 500) await this.pass(500);
    if (!check()) throw new Error(`not within ${withinMs} ms: ${what}`);
  }

  /** Start of a round, as a time to move to. */
  msUntilRound(round: number): number {
    return START_MS + round * INTERVAL_MS - this.clock.nowMs();
  }

  feed(): Feed {
    const feed = this.ledger.feeds.get(1);
    if (feed === undefined) throw new Error('the feed is gone');
    return feed;
  }

  /** Rounds on chain, with what was said of each. */
  updates(): Readonly<Record<string, string>>[] {
    return this.ledger.blocks.flatMap(({ events }) =>
      events.filter(({ type }) => type === 'feed_updated').map(({ attributes }) => attributes),
    );
  }

  issueCommand(id: bigint, options: { deadlineInMs?: number } = {}): void {
    const now = BigInt(this.clock.nowMs());
    issueCommand(this.ledger, id, now, now + BigInt(options.deadlineInMs ?? 300_000));
  }

  switchings(): number {
    return switchings(this.vendor);
  }

  async close(): Promise<void> {
    const nodes = [...this.nodes.values()];
    await Promise.all(nodes.map(({ node }) => node.close()));
    for (const { folder } of this.kept.values()) rmSync(folder, { recursive: true, force: true });
    // What contracts in memory say has to be what real ones say.
    const [unread] = nodes.flatMap(({ ofName }) =>
      ofName('error').filter((error) => String(error['doing']).startsWith('reading the event')),
    );
    if (unread !== undefined) throw new Error(`an event was not read: ${JSON.stringify(unread)}`);
    // Whatever a node told had to be as the table of events says.
    const [wrong] = nodes.flatMap(({ ofName }) => ofName('telemetry.sink_failed'));
    if (wrong !== undefined) throw new Error(`an event is not as its definition: ${JSON.stringify(wrong)}`);
  }

  private keptBy(index: number) {
    const kept = this.kept.get(index) ?? {
      folder: mkdtempSync(join(tmpdir(), 'node-cluster-')),
      archive: new MemoryArchive(),
    };
    this.kept.set(index, kept);
    return kept;
  }

  /** Until nothing more happens without time passing. Ports in memory answer within a few turns of the event loop. */
  private async work(): Promise<void> {
    for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
}
