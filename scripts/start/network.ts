import type { ChainWriter } from '@cloudx3/sdk';
import type { ChainStory } from './chain-story.ts';
import type { Members } from './deploy/context.ts';
import type { Contracts } from './deploy/contracts.ts';
import type { NodeIdentity } from './nodes.ts';
import type { ChainKind } from './chain-place.ts';
import type { NamedProver } from './nodes.ts';
import type { NetworkPlan } from './plan.ts';
import type { ProcessGroup, RunningProcess } from './processes.ts';
import type { Vendor } from './vendor/vendor.ts';

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
  /** What reads as the first node's operator, without its node. */
  readonly reader: NamedProver;
  readonly identities: readonly NodeIdentity[];
  /** Names of accounts by address, for people. */
  readonly names: ReadonlyMap<string, string>;
  readonly processes: ProcessGroup;
  readonly notaries: readonly RunningProcess[];
  readonly nodes: readonly RunningProcess[];
  close(): Promise<void>;
}
