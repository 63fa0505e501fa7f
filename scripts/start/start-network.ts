import { mkdirSync } from 'node:fs';
import { compose } from './compose.ts';
import { StartError } from './error.ts';
import type { Network, NetworkOptions } from './network.ts';
import { DEFAULT_CHAIN } from './options.ts';
import { inspectable, planNetwork } from './plan.ts';
import type { NetworkPlan } from './plan.ts';
import { ProcessGroup } from './processes.ts';
import type { Inspect } from './processes.ts';
import { readState, writeState } from './state.ts';
import type { NetworkState } from './state.ts';
import type { Terminal } from './terminal.ts';

/** Starts everything, each as a process of its own, and deploys what is not deployed yet. Can be repeated on the same data. */
export async function startNetwork(
  options: NetworkOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Network> {
  const plan = planNetwork(options.dataDir, options.portBase, options.nodes);
  mkdirSync(plan.dataDir, { recursive: true, mode: 0o700 });
  const { source, chain = DEFAULT_CHAIN } = options;
  const remembered = readState(plan.dataDir) ?? { source, chain };
  refuseOther(remembered, options);
  writeState(plan.dataDir, remembered);
  const processes = new ProcessGroup(
    (name, reason, logFile) => terminal.fail(`${name} ended (${reason})`, `Its log says why: ${logFile}`),
    readInspect(options, plan, terminal),
  );
  const closers: (() => Promise<void> | void)[] = [() => processes.stopAll()];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return { ...(await compose(plan, options, remembered, { processes, terminal, signal, closers })), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function readInspect(
  { inspect: name }: NetworkOptions,
  plan: NetworkPlan,
  terminal: Terminal,
): Inspect | undefined {
  if (name === undefined) return undefined;
  const names = inspectable(plan);
  if (!names.includes(name)) {
    throw new StartError(`there is no process "${name}" to inspect`, `Name one of ${names.join(', ')}.`);
  }
  terminal.step(`A debugger can attach to ${name} at 127.0.0.1:${plan.inspectPort}`);
  return { name, port: plan.inspectPort };
}

/** Refuses to go on with a network that reads something else, or stands on another chain. */
export function refuseOther(
  state: NetworkState,
  options: Pick<NetworkOptions, 'dataDir' | 'source' | 'chain'>,
): void {
  const [chain, wanted] = [state.chain ?? DEFAULT_CHAIN, options.chain ?? DEFAULT_CHAIN];
  if (state.source === options.source && chain === wanted) return;
  const [is, not] =
    state.source === options.source
      ? [`on the chain "${chain}"`, `on "${wanted}"`]
      : [`with the source "${state.source}"`, `"${options.source}"`];
  throw new StartError(
    `${options.dataDir} holds a network ${is}, not ${not}`,
    'Give another folder with --data, or delete that one.',
  );
}
