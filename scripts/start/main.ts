import { setTimeout as delay } from 'node:timers/promises';
import { codeOf } from '@cloudx3/errors';
import { StartError } from './error.ts';
import { runLoop } from './loop.ts';
import { narrateChain } from './narrate-chain.ts';
import { narrateNodes } from './narrate-nodes.ts';
import { startNetwork } from './start-network.ts';
import { readOptions } from './options.ts';
import { planNetwork } from './plan.ts';
import { refuseTakenPorts } from './ports.ts';
import { printSummary } from './summary.ts';
import { createTerminal } from './terminal.ts';

/** A loop that is not closed by then is a failure: nothing in it waits for anything but the machine. */
const ONCE_DEADLINE_MS = 900_000;

const options = readOptions(process.argv.slice(2));
const terminal = createTerminal(options);
const startedAt = Date.now();
const ending = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () =>
    ending.abort(new StartError('start.stopped', 'stopped', 'Start again on the same data to go on.')),
  );
}
process.once('disconnect', () => ending.abort(new StartError('start.stopped', 'stopped', '')));

process.exitCode = await run().catch((error: unknown) => {
  const { message, remedy } =
    error instanceof StartError ? error : { message: String(error), remedy: 'This is a bug.' };
  if (ending.signal.aborted && !options.once) return 0;
  terminal.fail(message, remedy);
  if (options.json) console.log(JSON.stringify({ ok: false, code: codeOf(error), error: message, remedy }));
  if (!(error instanceof StartError) && error instanceof Error) console.error(error.stack);
  return 1;
});

async function run(): Promise<number> {
  await refuseTakenPorts(planNetwork(options.dataDir, options.portBase), options);
  const network = await startNetwork(options, terminal, ending.signal);
  const stopTelling = [narrateChain(network, terminal), narrateNodes(network, terminal)];
  const following = network.story.run(ending.signal);
  try {
    const deadline = options.once
      ? AbortSignal.any([ending.signal, AbortSignal.timeout(ONCE_DEADLINE_MS)])
      : ending.signal;
    const result = await Promise.race([
      runLoop(network, terminal, startedAt, deadline),
      following.then(() => Promise.reject(ending.signal.reason as Error)),
    ]);
    printSummary(result, network, terminal);
    if (options.json) console.log(JSON.stringify(result));
    if (!options.once) {
      terminal.step('Rounds go on until Ctrl-C');
      await delay(2 ** 31 - 1, undefined, { signal: ending.signal }).catch(() => undefined);
    }
    return 0;
  } finally {
    ending.abort();
    for (const stop of stopTelling) stop();
    terminal.step('Stopping every process');
    await network.close();
  }
}
