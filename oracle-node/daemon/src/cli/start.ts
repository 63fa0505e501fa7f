import { loadNode } from '../config/load.ts';
import type { Surroundings } from '../config/load.ts';
import { runNode } from '../run-node.ts';
import type { Output } from './output.ts';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;
type StopSignal = (typeof STOP_SIGNALS)[number];

/** Where SIGINT and SIGTERM come from: the process. */
export interface SignalSource {
  on(signal: StopSignal, listener: () => void): unknown;
  off(signal: StopSignal, listener: () => void): unknown;
}

/** Runs the node until a signal, or until something that no waiting cures. */
export async function start(
  configFile: string,
  output: Output,
  deps: { surroundings: Surroundings; signals: SignalSource },
): Promise<void> {
  // Heard from the first moment: a signal that comes while the node starts must neither be lost nor kill it half-way.
  const stop = Promise.withResolvers<undefined>();
  const onSignal = (): void => stop.resolve(undefined);
  for (const name of STOP_SIGNALS) deps.signals.on(name, onSignal);
  try {
    const running = await runNode(await loadNode(configFile, deps.surroundings));
    const ready = { ready: true, http: running.http.url };
    output.write(
      output.json ? JSON.stringify(ready) : `Running; status at ${running.http.url}/status. Ctrl-C ends it.`,
    );
    try {
      await Promise.race([stop.promise, running.node.ended]);
    } catch (error) {
      running.telemetry.failure('running the node', error);
      throw error;
    } finally {
      await running.close();
    }
  } finally {
    for (const name of STOP_SIGNALS) deps.signals.off(name, onSignal);
  }
}
