import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runLoop, startNetwork } from '@cloudx3/scripts';
import { seconds } from './bench.ts';
import type { Benchmark } from './bench.ts';
import { quietTerminal } from './quiet-terminal.ts';

/** From nothing to the first value on chain, and to the first settled command: dependencies installed, data folder empty. */
export const benchmark: Benchmark = {
  name: 'start',
  about: 'a fresh network: seconds until it is up, until the first value, until the first settled command',
  run: async (tell) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'cloudx3-bench-'));
    const ending = new AbortController();
    const startedAt = Date.now();
    const since = () => Date.now() - startedAt;
    const network = await startNetwork(
      { source: 'emulator', dataDir, portBase: 28_500 },
      quietTerminal(tell),
      ending.signal,
    );
    const upMs = since();
    const following = network.story.run(ending.signal);
    try {
      const firstOf = (feedId: number | undefined): Promise<number> =>
        network.story.when('feed_updated', (news) => news.feedId === feedId, ending.signal).then(since);
      const first = firstOf(network.feedId);
      const firstByMpc = firstOf(network.stepUpFeedId);
      const loop = await runLoop(network, quietTerminal(tell), startedAt, ending.signal);
      return {
        upSeconds: seconds(upMs),
        firstValueSeconds: seconds(await first),
        settledSeconds: loop.seconds,
        firstMpcValueSeconds: seconds(await firstByMpc),
        round: loop.feed.round,
        observations: loop.feed.observations,
      };
    } finally {
      ending.abort(new Error('the benchmark is over'));
      await following;
      await network.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};
