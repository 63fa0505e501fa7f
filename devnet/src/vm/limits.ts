const KIB = 1024;
const MIB = 1024 * KIB;

/** Static limits of wasmd's VM 3.0.x: what an upload may contain. */
export const StaticLimits = {
  wasmBytes: 800 * KIB,
  memoryPages: 512,
  tableElements: 2500,
  imports: 100,
  functions: 20_000,
  functionParams: 100,
  totalFunctionParams: 10_000,
  functionResults: 1,
  functionLocals: 100,
  totalFunctionLocals: 10_000,
} as const;

/** Largest regions that the host reads from a contract, in bytes (for sections: in items). */
export const RegionLimits = {
  dbKey: 64 * KIB,
  dbValue: 128 * KIB,
  canonicalAddress: 64,
  humanAddress: 256,
  queryRequest: 64 * KIB,
  messageHash: 32,
  ecdsaSignature: 64,
  ecdsaPublicKey: 65,
  ed25519Message: 128 * KIB,
  ed25519Signature: 64,
  ed25519PublicKey: 32,
  ed25519Batch: 256,
  debug: 2 * MIB,
  abort: 2 * MIB,
  result: 64 * MIB,
} as const;

export const ITERATORS_PER_CALL = 32_768;
