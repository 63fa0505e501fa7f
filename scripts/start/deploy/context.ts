import type { ChainWriter } from '@cloudx3/sdk';
import type { ChainPlace } from '../chain-place.ts';
import type { NetworkState } from '../state.ts';
import type { Terminal } from '../terminal.ts';

/** What deploying needs. Every step looks at the chain first, so that it can be repeated after a kill at any point. */
export interface DeployContext {
  /** Deploys the contracts and creates the feeds. */
  readonly deployer: ChainWriter;
  /** Owns the device. Where two things can go into one block, this account sends the second. */
  readonly owner: ChainWriter;
  readonly chain: ChainPlace;
  readonly terminal: Terminal;
  /** Keeps what was deployed so far. */
  remember(part: Partial<NetworkState>): void;
}

/** Who reads the feeds and who proves what they read: public keys. */
export interface Members {
  readonly operators: readonly Uint8Array[];
  readonly notaries: readonly Uint8Array[];
}

/** As contracts want parameters: strictly increasing by name (rule ORD-1). */
export function sortedParams(params: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(params)
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
