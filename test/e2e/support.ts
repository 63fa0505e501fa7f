import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNetwork } from '@cloudx3/scripts';
import type { Network, NetworkOptions, Terminal } from '@cloudx3/scripts';

/** A whole network of real processes, with its story running; ends without a trace. */
export interface TestNetwork {
  readonly network: Network;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly dataDir: string;
  close(): Promise<void>;
}

export async function startTestNetwork(
  options: Pick<NetworkOptions, 'stepUpFeed' | 'unbondingMs'> = {},
): Promise<TestNetwork> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cloudx3-e2e-'));
  const ending = new AbortController();
  const terminal = logTerminal();
  const network = await startNetwork(
    { ...options, source: 'emulator', dataDir, portBase: await freePortRange() },
    terminal,
    ending.signal,
  );
  const following = network.story.run(ending.signal);
  return {
    network,
    terminal,
    signal: ending.signal,
    dataDir,
    async close() {
      ending.abort(new Error('the test is over'));
      await following;
      await network.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** First of a hundred ports none of which is likely to be taken: below the range that the system gives to clients. */
async function freePortRange(): Promise<number> {
  for (let base = 27_000; base < 32_000; base += 100) {
    const probe = createServer();
    probe.listen(base, '127.0.0.1');
    try {
      await once(probe, 'listening');
    } catch {
      continue;
    }
    probe.close();
    await once(probe, 'close');
    return base;
  }
  throw new Error('no free ports from 27000 to 32000');
}

/** Everything that a person would read, on stderr, so that a failure in CI can be followed. */
function logTerminal(): Terminal {
  const startedAt = Date.now();
  const say = (text: string) =>
    console.error(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${text}`);
  return {
    step: say,
    event: (who, text) => say(`${who.padEnd(9)} ${text}`),
    progress: () => undefined,
    warn: say,
    fail: (text, remedy) => say(`${text}\n          ${remedy}`),
    print: say,
  };
}
