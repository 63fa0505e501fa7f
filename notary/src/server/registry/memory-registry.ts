import { bytesToHex } from '@noble/hashes/utils.js';
import type { Context } from '@cloudx3/proto';
import { payerOf } from './offer.ts';
import type { Offer } from './offer.ts';
import type { OperatorStatus, Registry } from './port.ts';

/** A registry that is filled by hand: for tests, and for a notary that serves a fixed set without a chain. */
export class MemoryRegistry implements Registry {
  readonly #operators = new Map<string, OperatorStatus>();
  readonly #offers = new Map<string, Offer>();
  readonly #operations = new Map<string, Uint8Array>();

  /** Registers an operator by its 33-byte key, or changes how it stands. */
  setOperator(pubkey: Uint8Array, status: OperatorStatus): void {
    this.#operators.set(bytesToHex(pubkey), status);
  }

  /** Publishes an operation under its 32-byte id. */
  publish(operation: { readonly id: Uint8Array; readonly bytes: Uint8Array }): void {
    this.#operations.set(bytesToHex(operation.id), operation.bytes);
  }

  /** Says what is paid for sessions of a context. */
  setOffer(context: Context, offer: Offer): void {
    this.#offers.set(payerOf(context) ?? '', offer);
  }

  operator(pubkey: Uint8Array, signal: AbortSignal): Promise<OperatorStatus | undefined> {
    return settled(signal, () => this.#operators.get(bytesToHex(pubkey)));
  }

  operation(id: Uint8Array, signal: AbortSignal): Promise<Uint8Array | undefined> {
    return settled(signal, () => this.#operations.get(bytesToHex(id)));
  }

  offer(context: Context, signal: AbortSignal): Promise<Offer | undefined> {
    const payer = payerOf(context);
    return settled(signal, () => (payer === undefined ? undefined : this.#offers.get(payer)));
  }
}

function settled<T>(signal: AbortSignal, answer: () => T): Promise<T> {
  return new Promise((resolve) => {
    signal.throwIfAborted();
    resolve(answer());
  });
}
