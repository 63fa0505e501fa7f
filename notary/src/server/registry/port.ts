import type { Context } from '@cloudx3/proto';
import type { Offer } from './offer.ts';

/** What a notary asks the chain (rule SES-1). Both reject with an Error when the chain cannot be asked. */
export interface Registry {
  /** An operator by its 33-byte key; undefined where none is registered. */
  operator(pubkey: Uint8Array, signal: AbortSignal): Promise<OperatorStatus | undefined>;
  /** Canonical bytes of a published operation by its 32-byte id; undefined where none is published. */
  operation(id: Uint8Array, signal: AbortSignal): Promise<Uint8Array | undefined>;
  /** What is paid for sessions of this context; undefined where nothing that is open on chain pays for them. */
  offer(context: Context, signal: AbortSignal): Promise<Offer | undefined>;
}

/** How an operator stands on chain. */
export interface OperatorStatus {
  /** Whether it may read; a registered operator can be deactivated. */
  readonly active: boolean;
}
