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

/** What a host function takes and gives back. All its parameters are 32-bit pointers or numbers. */
interface HostSignature {
  readonly params: number;
  readonly result: 'i32' | 'i64' | 'none';
}

const takes = (params: number, result: HostSignature['result'] = 'i32'): HostSignature => ({
  params,
  result,
});

/** Host functions that a contract may import from `env`, in the VM's order. */
export const HOST_SIGNATURES: ReadonlyMap<string, HostSignature> = new Map(
  Object.entries({
    abort: takes(1, 'none'),
    db_read: takes(1),
    db_write: takes(2, 'none'),
    db_remove: takes(1, 'none'),
    addr_validate: takes(1),
    addr_canonicalize: takes(2),
    addr_humanize: takes(2),
    bls12_381_aggregate_g1: takes(2),
    bls12_381_aggregate_g2: takes(2),
    bls12_381_pairing_equality: takes(4),
    bls12_381_hash_to_g1: takes(4),
    bls12_381_hash_to_g2: takes(4),
    secp256k1_verify: takes(3),
    secp256k1_recover_pubkey: takes(3, 'i64'),
    secp256r1_verify: takes(3),
    secp256r1_recover_pubkey: takes(3, 'i64'),
    ed25519_verify: takes(3),
    ed25519_batch_verify: takes(3),
    debug: takes(1, 'none'),
    query_chain: takes(1),
    db_scan: takes(3),
    db_next: takes(1),
    db_next_key: takes(1),
    db_next_value: takes(1),
  }),
);

export const SUPPORTED_IMPORTS: readonly string[] = [...HOST_SIGNATURES.keys()];
