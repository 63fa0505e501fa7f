import { domainDigest } from '@cloudx3/proto';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { partsOf } from './evidence.ts';
import type { ShownEvidence } from './evidence.ts';

/** The byte that stands for each kind of evidence. */
const KINDS = {
  observations: 1,
  attestations: 2,
  attestation: 3,
  retired_notary: 4,
  retired_operator: 5,
} as const satisfies Record<ShownEvidence['kind'], number>;

/** What is committed to before evidence is shown (rule EVD-2). 32 bytes; `sender` is an address, and `salt` has 16 to 64 bytes. */
export function evidenceHash(
  sender: string,
  salt: Uint8Array,
  evidence: ShownEvidence,
): CoreResult<Uint8Array> {
  if (salt.length < 16 || salt.length > 64) return fail('evidence.salt', 'has 16 to 64 bytes', 'salt');
  const texts = [new TextEncoder().encode(sender), salt].flatMap(text);
  const parts = partsOf(evidence).flatMap(text);
  return ok(domainDigest('evidence2', joined([...texts, Uint8Array.of(KINDS[evidence.kind]), ...parts])));
}

/** Its length in four bytes, and the bytes themselves. */
function text(bytes: Uint8Array): Uint8Array[] {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return [length, bytes];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
