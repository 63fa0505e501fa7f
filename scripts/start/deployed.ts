import type { OracleQueries } from '@cloudx3/sdk';
import type { Certificates } from './certificates.ts';
import type { Contracts } from './deploy/contracts.ts';
import type { NetworkPlan } from './plan.ts';
import type { Vendor } from './vendor/vendor.ts';

/** What notaries are configured from, once the oracle contract has an address. */
export interface Place {
  readonly plan: NetworkPlan;
  readonly oracle: OracleQueries;
  readonly certificates: Certificates;
  readonly passphraseFile: string;
  readonly vendor: Vendor;
  /** Accounts whose feeds and devices the nodes accept. */
  readonly makers: readonly string[];
}

/** What nodes are configured from, once both contracts have addresses. */
export interface Deployed extends Place {
  readonly contracts: Contracts;
}
