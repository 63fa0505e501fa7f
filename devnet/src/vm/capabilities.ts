/** What wasmd 0.61 offers to contracts; a `requires_<name>` export outside this list refuses the upload. */
export const AVAILABLE_CAPABILITIES: readonly string[] = [
  'iterator',
  'staking',
  'stargate',
  'cosmwasm_1_1',
  'cosmwasm_1_2',
  'cosmwasm_1_3',
  'cosmwasm_1_4',
  'cosmwasm_2_0',
  'cosmwasm_2_1',
  'cosmwasm_2_2',
  'ibc2',
];

const PREFIX = 'requires_';

/** Capability names that the exports of a module ask for, sorted. */
export function requiredCapabilities(exportNames: readonly string[]): string[] {
  return exportNames
    .filter((name) => name.startsWith(PREFIX) && name.length > PREFIX.length)
    .map((name) => name.slice(PREFIX.length))
    .sort();
}

/** Host functions that a contract may import from `env`. */
export const SUPPORTED_IMPORTS: readonly string[] = [
  'abort',
  'db_read',
  'db_write',
  'db_remove',
  'addr_validate',
  'addr_canonicalize',
  'addr_humanize',
  'bls12_381_aggregate_g1',
  'bls12_381_aggregate_g2',
  'bls12_381_pairing_equality',
  'bls12_381_hash_to_g1',
  'bls12_381_hash_to_g2',
  'secp256k1_verify',
  'secp256k1_recover_pubkey',
  'secp256r1_verify',
  'secp256r1_recover_pubkey',
  'ed25519_verify',
  'ed25519_batch_verify',
  'debug',
  'query_chain',
  'db_scan',
  'db_next',
  'db_next_key',
  'db_next_value',
];
