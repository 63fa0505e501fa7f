import type { ChainWriter } from '@cloudx3/sdk';
import type { ChainStory } from './chain-story.ts';
import type { Members } from './deploy/context.ts';
import type { Contracts } from './deploy/contracts.ts';
import type { NodeIdentity } from './nodes.ts';
import type { ChainKind, Source } from './options.ts';
import type { NetworkPlan } from './plan.ts';
import type { ProcessGroup, RunningProcess } from './processes.ts';
import type { Vendor } from './vendor/vendor.ts';

export interface NetworkOptions {
  readonly source: Source;
  /** The embedded one where it is left out. */
  readonly chain?: ChainKind;
  readonly dataDir: string;
  readonly portBase: number;
  /** 4 where it is left out, 16 at most. */
  readonly nodes?: number;
  /** False leaves out the feed that MPC proves now and then, which a small machine cannot do for many nodes at once. */
  readonly stepUpFeed?: boolean;
  /** Name of a process that a debugger may be attached to. */
  readonly inspect?: string;
}

/** A running network on this machine, with what a person would need to use it. */
export interface Network extends Contracts {
  readonly plan: NetworkPlan;
  readonly chain: ChainKind;
  readonly vendor: Vendor;
  /** Proven in PROXY mode, every ten seconds. */
  readonly feedId: number;
  /** The same reading, which MPC proves now and then; undefined where it was left out. */
  readonly stepUpFeedId: number | undefined;
  readonly deviceId: string;
  /** Account of the person who owns the device and uses the feed. */
  readonly owner: ChainWriter;
  readonly story: ChainStory;
  readonly members: Members;
  readonly identities: readonly NodeIdentity[];
  /** Names of accounts by address, for people. */
  readonly names: ReadonlyMap<string, string>;
  readonly processes: ProcessGroup;
  readonly notaries: readonly RunningProcess[];
  readonly nodes: readonly RunningProcess[];
  close(): Promise<void>;
}
