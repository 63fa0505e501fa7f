import { isAddress, isChainId } from '../attestation/parts.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { isPublicKey } from '../signature/ecdsa.ts';

/** What a registration is meant for, and who it is of; a field's name is what its message calls it. */
interface Place {
  readonly chainId: string;
  readonly contract: readonly [field: string, address: string];
  readonly account: readonly [field: string, address: string];
  readonly pubkey: Uint8Array;
}

/** Rules REG-1 and DEV-1: chain, contract and account are named, and the key has the form of one. */
export function checkPlace({ chainId, contract, account, pubkey }: Place): CoreResult<undefined> {
  if (!isChainId(chainId)) return fail('registration.malformed', 'is no chain id', 'chain_id');
  for (const [field, address] of [contract, account]) {
    if (!isAddress(address)) return fail('registration.malformed', 'is no address', field);
  }
  return isPublicKey(pubkey) ? ok() : fail('registration.malformed', 'is no compressed key', 'pubkey');
}
