import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { commandDevice } from './command.ts';
import type { Network } from './network.ts';
import { addRewards, feedResult, rewardsInText } from './result.ts';
import type { LoopResult } from './result.ts';
import type { Terminal } from './terminal.ts';

/** One loop: the first attested value, then one command up to its receipt. Rejects when `signal` is aborted. */
export async function runLoop(
  network: Network,
  terminal: Terminal,
  startedAt: number,
  signal: AbortSignal,
): Promise<LoopResult> {
  const { chain, story, owner, feedId, vendor } = network;
  const earned = new Map<string, bigint>();
  const stop = story.listen((news) => {
    if ('rewards' in news) addRewards(earned, news.rewards);
  });
  try {
    const updated = await story.when('feed_updated', (news) => news.feedId === feedId, signal);
    const tx = await owner.findTx(updated.txHash);
    if (tx === undefined) throw new Error(`transaction ${updated.txHash} is not found`);
    const command = await commandDevice(network, terminal, signal);
    return {
      ok: true,
      chain,
      seconds: Math.round((Date.now() - startedAt) / 100) / 10,
      feed: feedResult(updated, tx, vendor.feed.decimals),
      command,
      rewards: rewardsInText(earned, network.plan.chain.denom),
      attestations: attestationFiles(network),
    };
  } finally {
    stop();
  }
}

/** Files of the attestations that the nodes made, for the verifier. */
export function attestationFiles(network: Pick<Network, 'plan'>): string[] {
  return network.plan.nodes.flatMap(({ home }) => {
    const folder = join(home, 'data', 'attestations');
    // A round needs a quorum, so that a node may have attested nothing yet.
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith('.attestation'))
      .map((name) => join(folder, name));
  });
}
