import { bytesToHex } from '@noble/hashes/utils.js';
import type { OperatorStatus, Registry } from './port.ts';

/** A registry that is filled by hand: for tests, and for a notary that serves a fixed set without a chain. */
export class MemoryRegistry implements Registry {
  readonly #operators = new Map<string, OperatorStatus>();
  readonly #operations = new Map<string, Uint8Array>();

  /** Registers an operator by its 33-byte key, or changes how it stands. */
  setOperator(pubkey: Uint8Array, status: OperatorStatus): void {
    this.#operators.set(bytesToHex(pubkey), status);
  }

  /** Publishes an operation under its 32-byte id. */
  publish(operation: { readonly id: Uint8Array; readonly bytes: Uint8Array }): void {
    this.#operations.set(bytesToHex(operation.id), operation.bytes);
  }

  operator(pubkey: Uint8Array, signal: AbortSignal): Promise<OperatorStatus | undefined> {
    return settled(signal, () => this.#operators.get(bytesToHex(pubkey)));
  }

  operation(id: Uint8Array, signal: AbortSignal): Promise<Uint8Array | undefined> {
    return settled(signal, () => this.#operations.get(bytesToHex(id)));
  }
}

function settled<T>(signal: AbortSignal, answer: () => T): Promise<T> {
  return new Promise((resolve) => {
    signal.throwIfAborted();
    resolve(answer());
  });
}
