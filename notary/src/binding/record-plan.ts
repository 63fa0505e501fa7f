import { LEAST_CIPHERTEXT } from '@cloudx3/tls13';
import type { Segment } from '@cloudx3/verifier-core';

/** A KeyUpdate message with its header (RFC 8446, section 4.6.3). */
const KEY_UPDATE_LENGTH = 5;

/**
 * Rule PRX-5: bytes that a public record holds at least, its type with them. That is a block of either cipher, so that no other key and IV
 * opens it to what it has to hold (attack A5).
 */
const LEAST_PUBLIC_LENGTH = 16;

/** What the next record of the prover has to be (rule PRX-5). Lengths are of the encrypted record without its header. */
export interface PlannedRecord {
  readonly kind: 'data' | 'key_update';
  /** 0 for the first; even ones are public, odd ones hide a hole. */
  readonly epoch: number;
  readonly min: number;
  readonly max: number;
  /** Zero bytes behind the content (RFC 8446, section 5.4), which the lengths count. */
  readonly padding: number;
}

/**
 * The records that carry a request in PROXY mode, all of them (rule PRX-5): one a segment, a KeyUpdate between two, short public ones
 * padded. A request is at most 16,384 bytes (OP-2), so no segment needs a second record. An empty last segment has none.
 */
export function planRecords(segments: readonly Pick<Segment, 'min' | 'max'>[]): readonly PlannedRecord[] {
  const sent = segments.at(-1)?.max === 0 ? segments.slice(0, -1) : segments;
  return sent.flatMap(({ min, max }, epoch): PlannedRecord[] => {
    const padding = isPublic(epoch) ? Math.max(0, LEAST_PUBLIC_LENGTH - 1 - max) : 0;
    const beside = LEAST_CIPHERTEXT + padding;
    const data = { kind: 'data', epoch, min: min + beside, max: max + beside, padding } as const;
    const length = KEY_UPDATE_LENGTH + LEAST_CIPHERTEXT;
    return epoch === sent.length - 1
      ? [data]
      : [data, { kind: 'key_update', epoch, min: length, max: length, padding: 0 }];
  });
}

/** Segments are public and hole in turn (rule PRX-2), and each is an epoch. */
function isPublic(epoch: number): boolean {
  return epoch % 2 === 0;
}

/** Epochs of the client whose keys are opened: those that hide nothing. */
export function publicEpochs(plan: readonly PlannedRecord[]): readonly number[] {
  return plan.filter(({ kind, epoch }) => kind === 'data' && isPublic(epoch)).map(({ epoch }) => epoch);
}
