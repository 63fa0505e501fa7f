/** What a notary asks the chain (rule SES-1). Both reject with an Error when the chain cannot be asked. */
export interface Registry {
  /** An operator by its 33-byte key; undefined where none is registered. */
  operator(pubkey: Uint8Array, signal: AbortSignal): Promise<OperatorStatus | undefined>;
  /** Canonical bytes of a published operation by its 32-byte id; undefined where none is published. */
  operation(id: Uint8Array, signal: AbortSignal): Promise<Uint8Array | undefined>;
}

/** How an operator stands on chain. */
export interface OperatorStatus {
  /** Whether it may read; a registered operator can be deactivated. */
  readonly active: boolean;
}
