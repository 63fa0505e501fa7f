import type { Tls13Client } from '@cloudx3/tls13';
import { segmentLengths } from '@cloudx3/verifier-core';
import type { RenderedRequest } from '@cloudx3/verifier-core';
import { planRecords } from '../../binding/record-plan.ts';
import type { PlannedRecord } from '../../binding/record-plan.ts';

export interface RequestPlan {
  readonly segments: readonly Uint8Array[];
  readonly plan: readonly PlannedRecord[];
}

const NOTHING = new Uint8Array(0);

/** Rule PRX-5: the segments of a request as it was rendered, and the records that carry them. */
export function planRequest({ bytes, holes }: Pick<RenderedRequest, 'bytes' | 'holes'>): RequestPlan {
  let at = 0;
  const segments = segmentLengths(bytes.length, holes).map((length) => bytes.subarray(at, (at += length)));
  return { segments, plan: planRecords(segments.map(({ length }) => ({ min: length, max: length }))) };
}

/** The records, sealed by a client whose handshake is done. */
export function requestRecords(client: Tls13Client, { segments, plan }: RequestPlan): Uint8Array {
  return Buffer.concat(
    plan.map(({ kind, epoch, padding }) =>
      kind === 'key_update' ? client.updateKey() : client.write(segments[epoch] ?? NOTHING, padding),
    ),
  );
}
