import { sourceId } from '@cloudx3/verifier-core';
import type { ShapedObservation } from '@cloudx3/verifier-core';

declare const accepted: unique symbol;

/** An observation that passed every rule; only `judgeObservation`, the node's own signing and its store make one. */
export interface AcceptedObservation {
  readonly [accepted]: true;
  /** The feed or group, and the round, that it is about. */
  readonly feedId: number;
  readonly round: bigint;
  /** 33-byte key of the node that signed it. */
  readonly observer: Uint8Array;
  /** Digest of the body. Two observations are the same exactly if their ids are (SIG-2: signatures are malleable). */
  readonly id: Uint8Array;
  /** As it travels, signatures included. */
  readonly message: ShapedObservation;
}

/** Brands an observation: for the rules, for what this node signed itself, and for a store that gives back what was accepted. */
export function asAccepted(message: ShapedObservation, id: Uint8Array): AcceptedObservation {
  const { round, observer } = message.body;
  return { feedId: sourceId(message.body), round, observer, id, message } as AcceptedObservation;
}
