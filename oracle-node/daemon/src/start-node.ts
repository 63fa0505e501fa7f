import type { NodeStatus } from '@cloudx3/oracle-status';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Clock } from './clock/clock.ts';
import { composeNode } from './compose.ts';
import type { NodeParts } from './compose.ts';
import { NodeError } from './error.ts';
import type { NodeOptions, NodePorts } from './node-ports.ts';
import { nodeStatus } from './status/node-status.ts';

/** A node that runs. */
export interface OracleNode {
  /** Rejects when something ended the node that no waiting cures; resolves after {@link close}. */
  readonly ended: Promise<void>;
  /** How it is, as /status tells it. */
  status(): Promise<NodeStatus>;
  /** Ends what runs, in the reverse order of its start; the store is closed last. */
  close(): Promise<void>;
}

/** All that are due: who of them is read next is for the gates of the modes to say, by weight and not by age. */
const READINGS_AT_ONCE = 1_024;
const PRUNE_EVERY_MS = 3_600_000;

/** Puts a node together and starts it. Rejects where the store belongs to another node or a port is taken; then nothing stays open. */
export async function startNode(options: NodeOptions, ports: NodePorts): Promise<OracleNode> {
  const opened = openedPorts(ports);
  try {
    return await start(options, ports, opened);
  } catch (error) {
    await opened.disposeAsync().catch(() => undefined);
    throw error;
  }
}

/** What is closed when the node ends, last opened first. */
function openedPorts({ database, chain, gossip, notarizers }: NodePorts): AsyncDisposableStack {
  const opened = new AsyncDisposableStack();
  opened.defer(() => database.close());
  opened.defer(() => chain.close());
  opened.defer(() => gossip.close());
  opened.defer(async () => {
    await Promise.all(Object.values(notarizers).map((notarizer) => notarizer.close()));
  });
  return opened;
}

async function start(
  options: NodeOptions,
  ports: NodePorts,
  opened: AsyncDisposableStack,
): Promise<OracleNode> {
  const { telemetry, chain, gossip } = ports;
  const stop = new AbortController();
  const parts = await composeNode(options, ports, stop.signal);
  const { book, readings, orders, omitted, reading, control, omissions, submitter, asker, chainConsent } =
    parts;
  opened.defer(async () => {
    await Promise.all([submitter.settled(), asker.settled(), chainConsent.settled()]);
  });
  opened.defer(async () => {
    await Promise.all([readings.close(), orders.close(), omitted.close()]);
  });
  await gossip.start({
    judge: (feedId, bytes) => book.judge(feedId, bytes),
    answer: (bytes) => book.answer(bytes),
  });
  readings.work((job, signal) => reading.handle(job, signal), { concurrency: READINGS_AT_ONCE });
  omitted.work((job) => omissions.handle(job), { concurrency: 1 });
  orders.work((job, signal) => control.handle(job, signal), { concurrency: 1 });
  const operator = bytesToHex(options.operator.pubkey);
  telemetry.node.started({ operator, account: chain.account, addresses: gossip.addresses() });
  const running = run(parts, options, ports, stop.signal);
  opened.defer(async () => {
    stop.abort(new NodeError('node.closed', 'the node is shutting down'));
    await Promise.allSettled([running]);
  });
  let closing: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    await opened.disposeAsync();
    telemetry.node.stopped();
  };
  return {
    ended: running,
    status: () => nodeStatus(options, { ...ports, ...parts }),
    close: () => (closing ??= end()),
  };
}

async function run(
  { store, poller, keeper }: NodeParts,
  { keepMs }: NodeOptions,
  { clock, archive, telemetry }: NodePorts,
  signal: AbortSignal,
): Promise<void> {
  const prune = async (): Promise<void> => {
    const olderThanMs = clock.nowMs() - keepMs;
    store.prune(olderThanMs);
    await archive.prune(olderThanMs).catch((error: unknown) => telemetry.archive.failed('prune', error));
  };
  await Promise.all([poller.run(signal), keeper.run(signal), repeat(prune, PRUNE_EVERY_MS, clock, signal)]);
}

async function repeat(
  action: () => Promise<void>,
  everyMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await action();
    await clock.sleep(everyMs, signal);
  }
}
