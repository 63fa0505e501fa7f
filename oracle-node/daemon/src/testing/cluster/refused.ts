import type { ContractEvent } from '@cloudx3/sdk';

/** What a contract emits; the chain adds where. */
export type Emitted = Pick<ContractEvent, 'contract' | 'type' | 'attributes'>;

/** What a contract says no with: its dotted code and a text. */
export class Refused extends Error {}
