import { nodeLog, startNode, tailLog } from '@cloudx3/scripts';
import type { LogRecord, Network, RunningProcess } from '@cloudx3/scripts';

const restarted = new WeakMap<Network, Map<number, RunningProcess>>();

/** The process that a node runs in now. */
export function nodeProcess(network: Network, index: number): RunningProcess {
  return restarted.get(network)?.get(index) ?? network.nodes[index]!;
}

/** Resolves with the index of the first node that writes such a line to its log from now on. */
export function whenLogged(
  network: Network,
  fits: (record: LogRecord) => boolean,
  signal: AbortSignal,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const stops = network.plan.nodes.map((node, index) =>
    tailLog(nodeLog(node), (record) => {
      if (fits(record)) resolve(index);
    }),
  );
  const abort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  return promise.finally(() => {
    for (const stop of stops) stop();
    signal.removeEventListener('abort', abort);
  });
}

/** Kills a node as a power cut would, and starts it again on what is left on its disk. */
export async function killAndRestart(network: Network, index: number): Promise<void> {
  await network.processes.kill(nodeProcess(network, index));
  const again = await startNode(network.processes, network.plan.nodes[index]!);
  const all = restarted.get(network) ?? new Map<number, RunningProcess>();
  restarted.set(network, all.set(index, again));
}
