import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feed } from '@cloudx3/sdk';
import { defineOperation } from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { TEST_OPERATION, testKey } from '@cloudx3/oracle-protocol/testing';
import type { TestKey } from '@cloudx3/oracle-protocol/testing';
import { compareBytes } from '@cloudx3/proto';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ManualClock } from '../clock/manual-clock.ts';
import type { NodeOptions } from '../node-ports.ts';
import { startNode } from '../start-node.ts';
import type { OracleNode } from '../start-node.ts';
import { attestationFolder } from '../notarizing/attestation-files.ts';
import { credentialLookup } from '../notarizing/credentials.ts';
import { MemoryNetwork } from '../p2p/memory-gossip.ts';
import type { Gossip } from '../p2p/ports.ts';
import { sqliteQueues } from '../queue/sqlite/sqlite-queue.ts';
import { openDatabase } from '../store/database.ts';
import type { Telemetry } from '../telemetry/events.ts';
import { fakeNotarizers } from './fake-notarizer.ts';
import type { FakeNotarizer } from './fake-notarizer.ts';
import type { FakeVendor } from './fake-notarizer.ts';
import { MemoryChain } from './memory-chain.ts';
import { MemoryLedger } from './memory-ledger.ts';
import { silentTelemetry } from './silent-telemetry.ts';

export const SWITCH_OPERATION = defineOperation({
  kind: 'action',
  name: 'test/switch',
  server: { name: 'api.vendor.example' },
  method: 'POST',
  target: '/v1/switch/{serial}?key={!key}',
  contentType: 'application/json',
  body: '{{"turn":"{turn}"}}',
  parameters: {
    serial: { type: 'token', charset: 'alphanumeric', minLength: 1, maxLength: 8 },
    turn: { type: 'choice', values: ['off', 'on'] },
  },
  holes: { key: { charset: 'alphanumeric', minLength: 4, maxLength: 16 } },
  maxRequestBytes: 512,
  maxResponseBytes: 512,
});

export const STATE_OPERATION = defineOperation({
  kind: 'read',
  name: 'test/state',
  server: { name: 'api.vendor.example' },
  method: 'GET',
  target: '/v1/state/{serial}',
  parameters: { serial: { type: 'token', charset: 'alphanumeric', minLength: 1, maxLength: 8 } },
  readings: { output: { unit: '1', path: ['on'], source: 'boolean' } },
  maxRequestBytes: 512,
  maxResponseBytes: 512,
});

const START_MS = 1_700_000_000_000;
export const INTERVAL_MS = 60_000;

export interface ClusterNode {
  readonly key: TestKey;
  readonly chain: MemoryChain;
  readonly notarizer: FakeNotarizer;
  readonly proxy: FakeNotarizer;
  readonly telemetry: Telemetry;
  readonly folder: string;
  readonly gossip: Gossip;
  readonly node: OracleNode;
}

/** Whole nodes in one process, on a clock that the test moves, with ports in memory. */
export class Cluster {
  readonly clock = new ManualClock(START_MS);
  readonly ledger = new MemoryLedger(this.clock);
  readonly network = new MemoryNetwork();
  readonly members: readonly TestKey[];
  readonly notaries: readonly TestKey[];
  readonly nodes = new Map<number, ClusterNode>();
  readonly vendor: FakeVendor;
  private readonly folders = new Map<number, string>();

  constructor(options: { members?: number; feed?: Partial<Feed['spec']> } = {}) {
    const keys = (kind: string, count: number) =>
      Array.from({ length: count }, (_, index) => testKey(`${kind}/${index}`)).sort((a, b) =>
        compareBytes(a.publicKey, b.publicKey),
      );
    this.members = keys('member', options.members ?? 4);
    this.notaries = keys('notary', 2);
    const readings = new Map([
      ['test/temperature', { temperature: '21.5' }],
      ['test/state', { output: '0' }],
    ]);
    this.vendor = {
      readings,
      exchanges: [],
      act(operation, params) {
        if (operation === 'test/switch')
          readings.set('test/state', { output: params['turn'] === 'on' ? '1' : '0' });
      },
    };
    this.register(options.feed ?? {});
  }

  /** Starts member `index`, on the same folder as before where it ran before. */
  async start(
    index: number,
    options: Partial<NodeOptions> & {
      gossip?: Gossip;
      onReady?: (parts: Omit<ClusterNode, 'node'>) => void;
    } = {},
  ): Promise<ClusterNode> {
    const key = this.members[index] ?? testKey('stranger');
    const folder = this.folders.get(index) ?? mkdtempSync(join(tmpdir(), 'node-cluster-'));
    this.folders.set(index, folder);
    const chain = new MemoryChain(`account-${index}`, this.ledger);
    const network = this.ledger.network;
    const notarizers = fakeNotarizers(
      { network, prover: key.publicKey, notaries: this.notaries, vendor: this.vendor },
      { clock: this.clock },
    );
    const telemetry = silentTelemetry(this.clock);
    const database = openDatabase(join(folder, 'node.db'));
    const gossip = options.gossip ?? this.network.join(key.publicKey);
    const parts = {
      key,
      chain,
      notarizer: notarizers.mpc,
      proxy: notarizers.proxy,
      telemetry,
      folder,
      gossip,
    };
    options.onReady?.(parts);
    const node = await startNode(
      {
        name: `node-${index}`,
        network,
        operator: { pubkey: key.publicKey, sign: (digest) => key.sign(digest) },
        pinnedNotaries: new Map(),
        pollMs: 1_000,
        tickMs: 500,
        concurrency: 1,
        prepareAheadMs: 20_000,
        keepMs: 86_400_000,
        ...options,
      },
      {
        clock: this.clock,
        telemetry,
        chain,
        gossip,
        notarizers,
        credentials: credentialLookup([
          { server: 'api.vendor.example', subjects: [], secrets: { key: 'secret99' } },
        ]),
        files: attestationFolder(join(folder, 'attestations')),
        database,
        openQueue: sqliteQueues({ database, clock: this.clock }),
      },
    );
    node.ended.catch(() => undefined);
    const started = { ...parts, node };
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
    const deadlineMs = now + BigInt(options.deadlineInMs ?? 300_000);
    this.ledger.commands.set(id, {
      id,
      device: 'ucx1device',
      issuer: 'ucx1owner',
      capability: 'switch',
      value: 'on',
      actionOperation: idOf(SWITCH_OPERATION),
      actionParams: [
        { name: 'serial', value: 'abc1' },
        { name: 'turn', value: 'on' },
      ],
      readbackOperation: idOf(STATE_OPERATION),
      readbackParams: [{ name: 'serial', value: 'abc1' }],
      readbackReading: 'output',
      expect: { mantissa: 1n, scale: 0 },
      escrow: 1_000n,
      issuedAtMs: now,
      deadlineMs,
      status: 'pending',
      lease: undefined,
      receipt: undefined,
    });
    this.ledger.emit({
      contract: 'ucx1devices',
      type: 'command_issued',
      attributes: {
        command_id: String(id),
        device: 'ucx1device',
        value: 'on',
        deadline_ms: String(deadlineMs),
      },
    });
  }

  switchings(): number {
    return this.vendor.exchanges.filter(({ operation }) => operation === 'test/switch').length;
  }

  async close(): Promise<void> {
    await Promise.all([...this.nodes.values()].map(({ node }) => node.close()));
    for (const folder of this.folders.values()) rmSync(folder, { recursive: true, force: true });
  }

  /** Until nothing more happens without time passing. Ports in memory answer within a few turns of the event loop. */
  private async work(): Promise<void> {
    for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  private register(changes: Partial<Feed['spec']>): void {
    const { ledger, members, notaries } = this;
    for (const { publicKey } of members) {
      const key = Uint8Array.from(publicKey);
      ledger.operators.push({
        pubkey: key,
        account: bytesToHex(key),
        name: '',
        endpoints: [],
        bond: 1n,
        active: true,
      });
    }
    for (const [index, { publicKey }] of notaries.entries()) {
      ledger.notaries.push({
        pubkey: Uint8Array.from(publicKey),
        account: '',
        name: '',
        url: `wss://notary-${index}`,
        bond: 1n,
        active: true,
      });
    }
    for (const operation of [TEST_OPERATION, SWITCH_OPERATION, STATE_OPERATION])
      ledger.operations.set(bytesToHex(operation.id), operation.bytes);
    const operators = members.map(({ publicKey }) => Uint8Array.from(publicKey));
    const keys = notaries.map(({ publicKey }) => Uint8Array.from(publicKey));
    ledger.feeds.set(1, {
      id: 1,
      admin: '',
      active: true,
      escrow: 0n,
      lastRound: undefined,
      lastValue: undefined,
      spec: {
        label: 'test',
        operationId: idOf(TEST_OPERATION),
        params: [{ name: 'station', value: 'abc' }],
        subject: '',
        reading: 'temperature',
        unit: 'Cel',
        decimals: 2,
        intervalMs: BigInt(INTERVAL_MS),
        startMs: BigInt(START_MS),
        operators,
        notaries: keys,
        quorum: 3,
        modes: { mpc: { notaries: 1 }, proxy: undefined },
        stepUp: undefined,
        allowCustomCa: false,
        maxAgeMs: 180_000n,
        maxObservedAgeMs: undefined,
        observerReward: 1n,
        notaryReward: 1n,
        transmitterReward: 1n,
        ...changes,
      },
    });
    ledger.devices.set('ucx1device', {
      id: 'ucx1device',
      pubkey: Uint8Array.from(testKey('device').publicKey),
      owner: 'ucx1owner',
      vendor: 'test',
      serial: '1',
      params: [],
      capabilities: [],
      operators,
      notaries: keys,
      acceptedModes: ['mpc'],
      allowCustomCa: false,
      price: 1n,
      label: '',
      registeredAtMs: BigInt(START_MS),
    });
  }
}

function idOf({ id }: CheckedOperation): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(id);
}
