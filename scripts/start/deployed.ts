import type { Certificates } from './certificates.ts';
import type { Contracts } from './deploy.ts';
import type { NetworkPlan } from './plan.ts';
import type { Vendor } from './vendor/vendor.ts';

/** What notaries and nodes are configured from, once the contracts have addresses. */
export interface Deployed {
  readonly plan: NetworkPlan;
  readonly contracts: Contracts;
  readonly certificates: Certificates;
  readonly passphraseFile: string;
  readonly vendor: Vendor;
}
