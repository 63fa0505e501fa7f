import { domainDigest, encode, equalBytes, SettlementSchema } from '@cloudx3/proto';
import type { Settlement } from '@cloudx3/proto';
import { isAddress, isChainId } from '../attestation/parts.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { isPublicKey, verifySignature } from '../signature/ecdsa.ts';
import type { VerifySignature } from '../signature/ecdsa.ts';

/** The 32 bytes that the executor of a command signs (rule CMD-3). */
export function settlementDigest(settlement: Settlement): Uint8Array {
  return domainDigest('settlement2', encode(SettlementSchema, settlement));
}

/** Rule CMD-3: the executor has signed for this command and these attestations. */
export function checkSettlement(
  settlement: Settlement,
  signature: Uint8Array,
  verify: VerifySignature = verifySignature,
): CoreResult<undefined> {
  if (settlement.version !== 2) return fail('settlement.version', 'is not 2', 'version');
  const field = malformedField(settlement);
  if (field !== undefined) return fail('settlement.malformed', 'is not of the form of rule CMD-3', field);
  return verify(settlementDigest(settlement), signature, settlement.executor)
    ? ok()
    : fail('settlement.signature', "is not the executor's", 'signature');
}

function malformedField(settlement: Settlement): string | undefined {
  const { chainId, devices, executor, actionId, readbackId } = settlement;
  if (!isChainId(chainId)) return 'chain_id';
  if (!isAddress(devices)) return 'devices';
  if (!isPublicKey(executor)) return 'executor';
  if (actionId.length !== 0 && actionId.length !== 32) return 'action_id';
  if (readbackId.length !== 32) return 'readback_id';
  return equalBytes(actionId, readbackId) ? 'action_id' : undefined;
}
