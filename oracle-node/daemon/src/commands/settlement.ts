import { settlementDigest } from '@cloudx3/sdk';
import { attestationId } from '@cloudx3/verifier-core';
import type { ShapedAttestation, SignDigest } from '@cloudx3/verifier-core';

/** Who settles, and where. */
export interface Executor {
  readonly chainId: string;
  /** Address of the devices contract. */
  readonly devices: string;
  readonly pubkey: Uint8Array;
  readonly sign: SignDigest;
}

/** CMD-3: the executor's signature over the read-back and the act, or over the read-back alone where the state stood already. */
export function signSettlement(
  { chainId, devices, pubkey, sign }: Executor,
  commandId: bigint,
  readback: ShapedAttestation,
  action: ShapedAttestation | undefined,
): Uint8Array {
  const digest = settlementDigest({
    ...{ chainId, devices, commandId, executor: pubkey },
    actionId: action && attestationId(action.body),
    readbackId: attestationId(readback.body),
  });
  return sign(digest);
}
