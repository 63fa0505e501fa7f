import type { ContractEvent, TxOutcome } from '@cloudx3/sdk';
import { DENOM } from './plan.ts';

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
export function feedResult(event: ContractEvent, tx: TxOutcome, decimals: number): LoopResult['feed'] {
  const read = (name: string): string => event.attributes[name] ?? '';
  const modes = Object.entries({ MPC: Number(read('mode_mpc')), PROXY: Number(read('mode_proxy')) });
  return {
    id: Number(read('feed_id')),
    value: read('value'),
    unit: read('unit'),
    decimals,
    round: Number(read('round')),
    observations: Number(read('observations')),
    notaries: Number(read('notaries')),
    modes: Object.fromEntries(modes.filter(([, count]) => count > 0)),
    spread: read('spread'),
    tx: event.txHash,
    gas: Number(tx.gasUsed),
  };
}

/** Adds "addr:amount,addr:amount" of an event to what was earned so far. */
export function addRewards(earned: Map<string, bigint>, event: ContractEvent): void {
  for (const entry of (event.attributes['rewards'] ?? '').split(',')) {
    const [address = '', amount] = entry.split(':');
    if (amount !== undefined) earned.set(address, (earned.get(address) ?? 0n) + BigInt(amount));
  }
}

export function rewardsInText(earned: ReadonlyMap<string, bigint>): Record<string, string> {
  return Object.fromEntries([...earned].map(([address, amount]) => [address, `${amount}${DENOM}`]));
}
