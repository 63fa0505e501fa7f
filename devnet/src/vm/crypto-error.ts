/** Error codes that crypto host functions return to the guest (cosmwasm-crypto). */
export const CryptoCode = {
  valid: 0,
  invalid: 1,
  hash: 3,
  signature: 4,
  publicKey: 5,
  recoveryParam: 6,
  batch: 7,
  point: 8,
  hashFunction: 9,
  generic: 10,
  pairingG1Length: 11,
  pairingG2Length: 12,
  pairingUnequal: 13,
  aggregateEmpty: 14,
  aggregateLength: 15,
} as const;

export class CryptoFailure extends Error {
  override readonly name = 'CryptoFailure';
  readonly code: number;

  constructor(code: number) {
    super(`crypto error ${code}`);
    this.code = code;
  }
}

/** Runs a check; a malformed input becomes its code, everything else passes through. */
export function codeOf(run: () => boolean): number {
  try {
    return run() ? CryptoCode.valid : CryptoCode.invalid;
  } catch (error) {
    if (error instanceof CryptoFailure) return error.code;
    throw error;
  }
}

/** Runs library code on hostile bytes: whatever it throws becomes this code. */
export function guarded<T>(code: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError && error.message.includes('call stack')) throw error;
    throw new CryptoFailure(code);
  }
}
