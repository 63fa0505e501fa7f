// The one place where a node is put together. Whatever touches the outside comes in as a port, so that tests put a whole node
// together from the same parts.
import { equalBytes } from '@cloudx3/proto';
import type { NetworkId, SignDigest } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { DatabaseSync } from 'node:sqlite';
import { BlockPoller } from './chain/block-poller.ts';
import { ChainView } from './chain/chain-view.ts';
import type { ChainPort } from './chain/ports.ts';
import type { Clock } from './clock/clock.ts';
import { CarryOut } from './commands/carry-out.ts';
import { ControlLoop } from './commands/control-loop.ts';
import type { CommandJob } from './commands/control-loop.ts';
import { NodeError } from './error.ts';
import { onChainEvent, watchRegistry } from './node-events.ts';
import type { AttestationFiles } from './notarizing/attestation-files.ts';
import type { CredentialLookup } from './notarizing/credentials.ts';
import type { Notarizers } from './notarizing/modes.ts';
import { NotarizeTasks } from './notarizing/notarize-task.ts';
import { nodeStatus } from './node-status.ts';
import { Outbox } from './outbox/outbox.ts';
import type { Gossip } from './p2p/ports.ts';
import { SqliteQueue } from './queue/sqlite-queue.ts';
import { Asker } from './rounds/asker.ts';
import { Reading } from './rounds/reading.ts';
import type { ReadingJob } from './rounds/reading.ts';
import { RoundBook } from './rounds/round-book.ts';
import { RoundKeeper } from './rounds/round-keeper.ts';
import { Submitter } from './rounds/submitter.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/ports.ts';
import type { Telemetry } from './telemetry/events.ts';

export interface NodeOptions {
  readonly name: string;
  readonly network: NetworkId;
  readonly operator: { readonly pubkey: Uint8Array; readonly sign: SignDigest };
  /** URLs of notaries that the operator fixed, by key in hex; all others come from the registry. */
  readonly pinnedNotaries: ReadonlyMap<string, string>;
  readonly pollMs: number;
  readonly tickMs: number;
  readonly concurrency: number;
  readonly prepareAheadMs: number;
  /** How long observations, attestations and outcomes are kept. */
  readonly keepMs: number;
}

export interface NodePorts {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly chain: ChainPort;
  readonly gossip: Gossip;
  readonly notarizers: Notarizers;
  readonly credentials: CredentialLookup;
  readonly files: AttestationFiles;
  /** Closed by the node, last of all. */
  readonly database: DatabaseSync;
}

export interface OracleNode {
  /** Rejects when something ended the node that no waiting cures; resolves after {@link close}. */
  readonly ended: Promise<void>;
  status(): Promise<object>;
  /** Ends what runs, in the reverse order of its start; the store is closed last. */
  close(): Promise<void>;
}

// A gap of this many blocks is a few minutes; beyond it the registry's state says all that matters.
const MAX_GAP = 300;
const PRUNE_EVERY_MS = 3_600_000;

/** Puts a node together and starts it. Rejects where the store belongs to another node or a port is taken. */
export async function startNode(options: NodeOptions, ports: NodePorts): Promise<OracleNode> {
  const { clock, telemetry, chain, gossip } = ports;
  const stop = new AbortController();
  const parts = await orClose(ports, () => composeParts(options, ports, stop.signal));
  const { store, book, readings, orders, reading, control, keeper, poller, submitter, asker } = parts;

  const judge = (feedId: number, bytes: Uint8Array) => book.judge(feedId, bytes);
  await orClose(ports, () => gossip.start({ judge, answer: (bytes) => book.answer(bytes) }));
  readings.work((job, signal) => reading.handle(job, signal), { concurrency: options.concurrency });
  orders.work((job, signal) => control.handle(job, signal), { concurrency: 1 });
  const operator = bytesToHex(options.operator.pubkey);
  telemetry.event('node.started', { operator, account: chain.account, addresses: gossip.addresses() });

  const prune = (): void => {
    store.prune(clock.nowMs() - options.keepMs);
    ports.files.prune(clock.nowMs() - options.keepMs);
  };
  const pruning = repeat(prune, PRUNE_EVERY_MS, clock, stop.signal);
  const running = Promise.all([poller.run(stop.signal), keeper.run(stop.signal), pruning]);
  const end = async (): Promise<void> => {
    stop.abort(new NodeError('node.closed', 'the node is shutting down'));
    await Promise.allSettled([running]);
    await Promise.all([readings.close(), orders.close()]);
    await Promise.all([submitter.settled(), asker.settled()]);
    await closeNotarizers(ports);
    await gossip.close();
    chain.close();
    store.close();
    telemetry.event('node.stopped');
  };
  let closing: Promise<void> | undefined;
  return {
    ended: running.then(() => undefined),
    status: () => nodeStatus({ ...parts, options, chain, gossip, clock }),
    close: () => (closing ??= end()),
  };
}

async function closeNotarizers({ notarizers }: NodePorts): Promise<void> {
  await Promise.all([notarizers.mpc.close(), notarizers.proxy.close()]);
}

/** A node that cannot start leaves nothing open behind. */
async function orClose<T>(ports: NodePorts, begin: () => T | Promise<T>): Promise<T> {
  try {
    return await begin();
  } catch (error) {
    await Promise.allSettled([ports.gossip.close(), closeNotarizers(ports)]);
    ports.chain.close();
    ports.database.close();
    throw error;
  }
}

function composeParts(options: NodeOptions, ports: NodePorts, signal: AbortSignal) {
  const { clock, telemetry, chain, gossip, database } = ports;
  const self = options.operator.pubkey;
  const store = openStore(database);
  store.cursor.claim(`${bytesToHex(self)}@${options.network.chainId}/${options.network.oracle}`);
  const view = new ChainView({
    chain,
    // Anybody may create feeds; those of others are not this node's trouble.
    onFeed: ({ id, active, spec }, problem) => {
      const isOurs = active && spec.operators.some((key) => equalBytes(key, self));
      telemetry.feedOperation(id, isOurs ? problem : undefined);
    },
  });
  const outbox = new Outbox({ chain, store: store.outbox, clock, signal });
  const tasks = new NotarizeTasks({
    ...ports,
    view,
    store: store.attestations,
    pinned: options.pinnedNotaries,
  });
  const shared = { ...ports, view, outbox, tasks, signal };
  const rounds = composeRounds(options, shared, store);
  const commands = composeCommands(self, shared, store);
  const registry = watchRegistry({ self, view, gossip, telemetry });
  const poller = new BlockPoller(
    { pollMs: options.pollMs, maxGap: MAX_GAP },
    {
      chain,
      cursor: store.cursor,
      clock,
      async reconcile() {
        await view.refresh();
        await outbox.reconcile();
        await commands.control.reconcile();
      },
      onEvent: (event) => onChainEvent(event, { chain, view, control: commands.control, telemetry }),
      async onBlock(height) {
        telemetry.block(height);
        await registry.onBlock(height);
      },
      onTrouble: (error) => telemetry.chainTrouble(error),
    },
  );
  return { store, view, poller, ...rounds, ...commands };
}

interface Shared extends NodePorts {
  readonly view: ChainView;
  readonly outbox: Outbox;
  readonly tasks: NotarizeTasks;
  readonly signal: AbortSignal;
}

function composeRounds(options: NodeOptions, shared: Shared, store: Store) {
  const { clock, telemetry, database } = shared;
  const self = options.operator.pubkey;
  const book = new RoundBook({ ...shared, self, network: options.network, store: store.observations });
  const onError = (jobId: string, error: unknown): void => telemetry.failure(`reading ${jobId}`, error);
  const readings = new SqliteQueue<ReadingJob>('readings', { database, clock, onError });
  const submitter = new Submitter({ self }, shared);
  const asker = new Asker({ self }, { ...shared, book });
  const keeper = new RoundKeeper(
    { self, tickMs: options.tickMs, prepareAheadMs: options.prepareAheadMs },
    { ...shared, book, queue: readings, submitter, asker },
  );
  const reading = new Reading(options, {
    ...shared,
    book,
    onAttempt: (feedId, round) => keeper.noteAttempt(feedId, round),
    onFailure: (feedId, round, code, reason) => keeper.noteFailure(feedId, round, code, reason),
  });
  return { book, readings, submitter, asker, keeper, reading };
}

function composeCommands(self: Uint8Array, shared: Shared, store: Store) {
  const { clock, telemetry, database } = shared;
  const onError = (jobId: string, error: unknown): void => telemetry.failure(jobId, error);
  const orders = new SqliteQueue<CommandJob>('commands', { database, clock, onError });
  const carryOut = new CarryOut({ self }, { ...shared, store: store.commands });
  const control = new ControlLoop({ ...shared, queue: orders, carryOut, store: store.commands });
  return { orders, control };
}

async function repeat(action: () => void, everyMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    action();
    await clock.sleep(everyMs, signal);
  }
}
