import { evidenceHash as hashOf, unwrap } from '@cloudx3/verifier-core';
import type { Evidence } from './gen/types.ts';

/**
 * What `commit_evidence` takes, a block before the same account shows the evidence (rule EVD-2). 32 bytes; `sender` is the bech32 address
 * of that account, and `salt` has 16 to 64 bytes, else it throws with the code `evidence.salt`.
 */
export function evidenceHash(sender: string, salt: Uint8Array, evidence: Evidence): Uint8Array {
  return unwrap(hashOf(sender, salt, evidence));
}
