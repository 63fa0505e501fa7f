import { join } from 'node:path';
import type { TestKey } from '@cloudx3/oracle-protocol/testing';
import type { NetworkId } from '@cloudx3/verifier-core';
import type { NodeOptions, NodePorts } from '../node-ports.ts';
import { credentialLookup } from '../notarizing/credentials.ts';
import type { OpenQueue } from '../queue/ports.ts';
import type { DayLimits } from '../policy/day-budget.ts';
import type { Policy } from '../policy/ports.ts';
import { sqliteQueues } from '../queue/sqlite/sqlite-queue.ts';
import { startNode } from '../start-node.ts';
import type { OracleNode } from '../start-node.ts';
import { openDatabase } from '../store/database.ts';
import { acceptsAll } from './accepts-all.ts';
import { fakeNotarizers } from './fake-notarizer.ts';
import type { FakeNotarizer } from './fake-notarizer.ts';
import { testTelemetry } from './test-telemetry.ts';
import type { TestTelemetry } from './test-telemetry.ts';
import { VENDOR_CREDENTIAL } from './test-vendor.ts';
import type { FakeVendor } from './test-vendor.ts';

/** A member's node that runs, and what a test takes hold of it by. */
export interface TestMember extends TestTelemetry {
  readonly key: TestKey;
  /** The notaries of MPC mode, as it sees them. */
  readonly notarizer: FakeNotarizer;
  readonly proxy: FakeNotarizer;
  readonly node: OracleNode;
}

export interface MemberOptions {
  readonly index: number;
  readonly key: TestKey;
  readonly network: NetworkId;
  readonly notaries: readonly TestKey[];
  readonly vendor: FakeVendor;
  /** Where its database is: the same one again goes on where it was. */
  readonly folder: string;
  readonly limits: DayLimits;
  /** As {@link NodeOptions} has them. */
  readonly gasPrice: number;
  readonly leastRunway?: number;
  readonly pollMs: number;
  readonly tickMs: number;
  readonly prepareAheadMs: number;
}

export interface MemberPorts extends Pick<NodePorts, 'clock' | 'chain' | 'archive'> {
  /** What its operator agreed to; everything where it is left out. */
  readonly policy?: Policy | undefined;
  readonly gossip: (telemetry: NodePorts['telemetry']) => NodePorts['gossip'];
  /** Puts other queues in the place of those in its database. */
  readonly queues?: ((own: OpenQueue) => OpenQueue) | undefined;
}

/** Starts the node of one member on these ports, with fake notaries and a store of its own. */
export async function startMember(
  { index, key, notaries, vendor, folder, ...options }: MemberOptions,
  { gossip, queues = (own) => own, policy = acceptsAll, ...ports }: MemberPorts,
): Promise<TestMember> {
  const { clock } = ports;
  const told = testTelemetry(clock);
  const { telemetry } = told;
  const notarizers = fakeNotarizers(
    { network: options.network, prover: key.publicKey, notaries, vendor },
    { clock },
  );
  const database = openDatabase(join(folder, 'node.db'));
  const nodeOptions: NodeOptions = {
    name: `node-${index}`,
    operator: { pubkey: key.publicKey, sign: (digest) => key.sign(digest) },
    pinnedNotaries: new Map(),
    sessions: { mpc: 1, proxy: 1 },
    keepMs: 86_400_000,
    leastRunway: 0,
    ...options,
  };
  const node = await startNode(nodeOptions, {
    ...ports,
    telemetry,
    database,
    notarizers,
    gossip: gossip(telemetry),
    openQueue: queues(sqliteQueues({ database, clock })),
    credentials: credentialLookup([VENDOR_CREDENTIAL]),
    policy,
  });
  // What ends it is looked at by tests that expect an end.
  node.ended.catch(() => undefined);
  return { ...told, key, notarizer: notarizers.mpc, proxy: notarizers.proxy, node };
}
