import type { ChainKind } from './chain-place.ts';
import type { Source } from './options.ts';
import type { RemoteChain } from './remote/find-chain.ts';

/** What a network on this machine is made of. */
export interface NetworkOptions {
  readonly source: Source;
  /** The embedded one where it is left out. */
  readonly chain?: ChainKind;
  /** Where the chain is `rpc`: which one, and who pays. */
  readonly remote?: RemoteChain;
  readonly dataDir: string;
  readonly portBase: number;
  /** 4 where it is left out, 16 at most. */
  readonly nodes?: number;
  /** How long a bond waits after it was announced to leave; as the contract has it where it is left out. */
  readonly unbondingMs?: bigint;
  /** False leaves out the feed that MPC proves now and then, which a small machine cannot do for many nodes at once. */
  readonly stepUpFeed?: boolean;
  /** Name of a process that a debugger may be attached to. */
  readonly inspect?: string;
}
