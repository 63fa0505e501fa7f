/** VM gas for one unit of SDK gas (wasmd's default gas register). */
export const GAS_MULTIPLIER = 140_000;

interface LinearCost {
  readonly base: number;
  readonly perItem: number;
}

const MICROSECOND = 1_000_000;

/** VM gas of what the host does for a contract: the constants of cosmwasm-vm 3.0.x (environment.rs). */
export const HostGas = {
  hostCall: 18_000,
  readRegion: { base: 200_000, perItem: 115 },
  writeRegion: { base: 230_000, perItem: 570 },
  stringFromBytes: { base: 28_700, perItem: 1_400 },
  secp256k1Verify: 96 * MICROSECOND,
  secp256k1Recover: 194 * MICROSECOND,
  secp256r1Verify: 279 * MICROSECOND,
  secp256r1Recover: 592 * MICROSECOND,
  ed25519Verify: 35 * MICROSECOND,
  ed25519Batch: { base: 24 * MICROSECOND, perItem: 21 * MICROSECOND },
  ed25519BatchOneKey: { base: 36 * MICROSECOND, perItem: 10 * MICROSECOND },
  blsAggregateG1: { base: 68 * MICROSECOND, perItem: 12 * MICROSECOND },
  blsAggregateG2: { base: 103.5 * MICROSECOND, perItem: 24.5 * MICROSECOND },
  blsHashToG1: 563 * MICROSECOND,
  blsHashToG2: 871 * MICROSECOND,
  blsPairing: { base: 2112 * MICROSECOND, perItem: 163 * MICROSECOND },
  addrHumanize: 5 * GAS_MULTIPLIER,
  addrCanonicalize: 4 * GAS_MULTIPLIER,
  addrValidate: 9 * GAS_MULTIPLIER,
  /** Every byte of a contract's answer is parsed by the host (wasmd: costJSONDeserialization). */
  resultByte: GAS_MULTIPLIER,
} as const;

export function linear(cost: LinearCost, items: number): number {
  return cost.base + cost.perItem * items;
}
