import { formatDecimal } from '@cloudx3/sdk';
import type { Payment, TxOutcome } from '@cloudx3/sdk';
import { MODES, MODE_NAMES } from '@cloudx3/verifier-core';
import type { NewsOf } from './chain-story.ts';

/** The last line of `npm start -- --once --json`. Scripts rely on these keys. */
export interface LoopResult {
  readonly ok: boolean;
  readonly chain: string;
  readonly seconds: number;
  readonly feed: {
    readonly id: number;
    readonly value: string;
    readonly unit: string;
    readonly decimals: number;
    readonly round: number;
    readonly observations: number;
    readonly notaries: number;
    readonly modes: Readonly<Record<string, number>>;
    readonly spread: string;
    readonly tx: string;
    readonly gas: number;
  };
  readonly command: {
    readonly id: number;
    readonly status: string;
    readonly receipt: string;
    readonly tx: string;
  };
  readonly rewards: Readonly<Record<string, string>>;
  readonly attestations: readonly string[];
}

/** What a `feed_updated` event and its transaction say. */
export function feedResult(
  updated: NewsOf<'feed_updated'>,
  tx: TxOutcome,
  decimals: number,
): LoopResult['feed'] {
  const modes = MODE_NAMES.map((name) => [MODES[name].title, updated.modes[name]] as const);
  return {
    id: updated.feedId,
    value: formatDecimal(updated.value),
    unit: updated.unit,
    decimals,
    round: Number(updated.round),
    observations: updated.observations,
    notaries: updated.notaries,
    modes: Object.fromEntries(modes.filter(([, count]) => count > 0)),
    spread: formatDecimal(updated.spread),
    tx: updated.txHash,
    gas: Number(tx.gasUsed),
  };
}

/** Adds what an event says was earned to what was earned so far. */
export function addRewards(earned: Map<string, bigint>, rewards: readonly Payment[]): void {
  for (const { address, amount } of rewards) earned.set(address, (earned.get(address) ?? 0n) + amount);
}

export function rewardsInText(earned: ReadonlyMap<string, bigint>, denom: string): Record<string, string> {
  return Object.fromEntries([...earned].map(([address, amount]) => [address, `${amount}${denom}`]));
}
