import { CONTENT_TYPE, LEAST_CIPHERTEXT, isKeyUpdate, openRecord } from '@cloudx3/tls13';
import type { TlsRecord } from '@cloudx3/tls13';
import { refuse, refused } from '../../session/refusals.ts';
import type { Refusal, Refused } from '../../session/refusals.ts';
import type { Range } from '@cloudx3/verifier-core';
import type { OpenedKey } from '../../binding/commitment.ts';
import type { PlannedRecord } from '../../binding/record-plan.ts';

/** Records of an epoch that hides a hole: the hole, and the KeyUpdate behind it. */
const HIDDEN_RECORDS = 2;

export interface SentRequest {
  /** Zeros in place of what was hidden. */
  readonly bytes: Uint8Array;
  readonly hidden: readonly Range[];
}

export type DecryptedRequest = { readonly ok: true; readonly request: SentRequest } | Refused;

export interface RequestRecords {
  readonly suite: number;
  readonly plan: readonly PlannedRecord[];
  /** As many as the plan has; their lengths were checked when they passed (PRX-5). */
  readonly records: readonly TlsRecord[];
  readonly keys: readonly OpenedKey[];
}

/** Rule PRX-8, client to server: every record of a public epoch opens, in order, and is what the plan says. */
export function decryptRequest({ suite, plan, records, keys }: RequestRecords): DecryptedRequest {
  const chunks: Uint8Array[] = [];
  const hidden: Range[] = [];
  let length = 0;
  for (const [i, planned] of plan.entries()) {
    const record = records[i];
    if (record === undefined) return refused(refuse('proxy.unfinished'));
    const key = keys.find(({ epoch }) => epoch === planned.epoch);
    if (planned.kind === 'key_update') {
      const refusal = key === undefined ? undefined : checkKeyUpdate(suite, key, record);
      if (refusal !== undefined) return refused(refusal);
      continue;
    }
    const opened = key === undefined ? hiddenBytes(record) : decryptData(suite, key, planned, record);
    if (!opened.ok) return opened;
    if (key === undefined) hidden.push({ start: length, end: length + opened.content.length });
    else if (keepsOldKey(suite, key, plan, records, i)) return refused(refuse('proxy.key_update_missing'));
    chunks.push(opened.content);
    length += opened.content.length;
  }
  return { ok: true, request: { bytes: Buffer.concat(chunks), hidden } };
}

type Content = { readonly ok: true; readonly content: Uint8Array } | Refused;

/** The first record of a public epoch. With its length and its padding that of its content is as planned. */
function decryptData(suite: number, key: OpenedKey, { padding }: PlannedRecord, record: TlsRecord): Content {
  const opened = openRecord(suite, key, 0, record);
  if (opened === undefined) return refused(refuse('proxy.record_open'));
  if (opened.paddingLength !== padding) return refused(refuse('proxy.padding'));
  if (opened.type !== CONTENT_TYPE.application_data) return refused(refuse('proxy.record_type'));
  return { ok: true, content: opened.content };
}

/** The second and last record of a public epoch. */
function checkKeyUpdate(suite: number, key: OpenedKey, record: TlsRecord): Refusal | undefined {
  const opened = openRecord(suite, key, 1, record);
  if (opened === undefined) return refuse('proxy.record_open');
  if (opened.paddingLength > 0) return refuse('proxy.padding');
  const isGood = opened.type === CONTENT_TYPE.handshake && isKeyUpdate(opened.content);
  return isGood ? undefined : refuse('proxy.key_update');
}

function hiddenBytes({ payload }: TlsRecord): Content {
  return { ok: true, content: new Uint8Array(payload.length - LEAST_CIPHERTEXT) };
}

/**
 * PRX-8: the KeyUpdate that ends a hidden epoch cannot be seen. A prover that sends five more hidden bytes in its place has to go on under
 * the hidden epoch's own key, whose records count on; it would commit to that key with the IV shifted by that count. Then the opened key opens
 * the hole.
 */
function keepsOldKey(
  suite: number,
  key: OpenedKey,
  plan: readonly PlannedRecord[],
  records: readonly TlsRecord[],
  index: number,
): boolean {
  const hole = records[index - HIDDEN_RECORDS];
  const epoch = plan[index]?.epoch ?? 0;
  if (hole === undefined || epoch === 0) return false;
  return openRecord(suite, { key: key.key, iv: shifted(key.iv, HIDDEN_RECORDS) }, 0, hole) !== undefined;
}

/** The IV whose first nonce is the one that this IV has at `by` (RFC 8446, section 5.3). */
function shifted(iv: Uint8Array, by: number): Uint8Array {
  const copy = Uint8Array.from(iv);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ by;
  return copy;
}
