import { LEAST_CIPHERTEXT } from '@cloudx3/tls13';
import type { Segment } from '@cloudx3/verifier-core';

/** A KeyUpdate message with its header (RFC 8446, section 4.6.3). */
const KEY_UPDATE_LENGTH = 5;

/** What the next record of the prover has to be (rule PRX-5). Lengths are of the encrypted record without its header. */
export interface PlannedRecord {
  readonly kind: 'data' | 'key_update';
  /** 0 for the first; even ones are public, odd ones hide a hole. */
  readonly epoch: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The records that carry a request in PROXY mode, all of them (rule PRX-5): one a segment, a KeyUpdate between two. A request is at most
 * 16,384 bytes (OP-2), so no segment needs a second record. An empty last segment has none.
 */
export function planRecords(segments: readonly Pick<Segment, 'min' | 'max'>[]): readonly PlannedRecord[] {
  const sent = segments.at(-1)?.max === 0 ? segments.slice(0, -1) : segments;
  return sent.flatMap(({ min, max }, epoch): PlannedRecord[] => {
    const data = { kind: 'data', epoch, min: min + LEAST_CIPHERTEXT, max: max + LEAST_CIPHERTEXT } as const;
    const length = KEY_UPDATE_LENGTH + LEAST_CIPHERTEXT;
    return epoch === sent.length - 1
      ? [data]
      : [data, { kind: 'key_update', epoch, min: length, max: length }];
  });
}

/** Epochs of the client whose keys are opened: those that hide nothing. */
export function publicEpochs(plan: readonly PlannedRecord[]): readonly number[] {
  return plan.filter(({ kind, epoch }) => kind === 'data' && epoch % 2 === 0).map(({ epoch }) => epoch);
}
