import { SettlementSchema, create } from '@cloudx3/proto';
import { settlementDigest as digestOf } from '@cloudx3/verifier-core';

/** What the executor of a command signs to settle it (rule CMD-3). 32 bytes; without `actionId` the state stood already. */
export function settlementDigest(of: {
  readonly chainId: string;
  /** Bech32 address of the devices contract. */
  readonly devices: string;
  readonly commandId: bigint;
  /** The executor's key, 33 bytes. */
  readonly executor: Uint8Array;
  /** Ids of the attestations, 32 bytes each. */
  readonly actionId?: Uint8Array | undefined;
  readonly readbackId: Uint8Array;
}): Uint8Array {
  const { actionId = new Uint8Array(), ...rest } = of;
  return digestOf(create(SettlementSchema, { version: 2, ...rest, actionId }));
}
