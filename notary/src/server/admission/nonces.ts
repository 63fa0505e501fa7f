import { refuse } from '../../session/refusals.ts';
import type { Refusal } from '../../session/refusals.ts';

/**
 * Remembers the nonces of accepted requests until they expire (rule SES-1). Only requests that a registered operator signed get here,
 * and each operator has a share of its own, so that nobody can fill the memory for others. What is forgotten could not be replayed,
 * since an expired request is refused before.
 */
export class NonceMemory {
  readonly #maxPerOperator: number;
  readonly #seen = new Map<string, Map<string, number>>();

  constructor(maxPerOperator: number) {
    this.#maxPerOperator = maxPerOperator;
  }

  /** Number of nonces that are remembered. */
  get size(): number {
    let size = 0;
    for (const nonces of this.#seen.values()) size += nonces.size;
    return size;
  }

  /** Takes a nonce for ever, or says why it cannot be taken. */
  take(operator: string, nonce: string, expiresAtMs: number, nowMs: number): Refusal | undefined {
    this.#forget(nowMs);
    const nonces = this.#seen.get(operator) ?? new Map<string, number>();
    if (nonces.has(nonce)) return refuse('session.replayed');
    if (nonces.size >= this.#maxPerOperator) return refuse('limit.operator_requests');
    nonces.set(nonce, expiresAtMs);
    this.#seen.set(operator, nonces);
    return undefined;
  }

  #forget(nowMs: number): void {
    for (const [operator, nonces] of this.#seen) {
      for (const [nonce, expiresAtMs] of nonces) if (expiresAtMs <= nowMs) nonces.delete(nonce);
      if (nonces.size === 0) this.#seen.delete(operator);
    }
  }
}
