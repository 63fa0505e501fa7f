import { domainDigest, equalBytes } from '@cloudx3/proto';
import type { AttestationBody, TranscriptOpening } from '@cloudx3/proto';
import { CoreError } from '../error.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';

/** The commitment to a transcript (rule ATT-3). `sent` has zeros where secrets stand; the salt is 32 random bytes. */
export function transcriptCommitment(salt: Uint8Array, sent: Uint8Array, received: Uint8Array): Uint8Array {
  if (salt.length !== 32) {
    throw new CoreError({ code: 'attestation.opening', message: 'is not 32 bytes long', field: 'salt' });
  }
  const bytes = new Uint8Array(36 + sent.length + received.length);
  bytes.set(salt);
  new DataView(bytes.buffer).setUint32(32, sent.length);
  bytes.set(sent, 36);
  bytes.set(received, 36 + sent.length);
  return domainDigest('transcript', bytes);
}

/** Whether an opening is of the transcript that the body commits to (rule ATT-3). */
export function checkTranscriptOpening(
  body: AttestationBody,
  opening: TranscriptOpening,
): CoreResult<undefined> {
  if (opening.salt.length !== 32) return fail('attestation.opening', 'is not 32 bytes long', 'salt');
  const commitment = transcriptCommitment(opening.salt, opening.sent, opening.received);
  return equalBytes(commitment, body.transcriptCommitment)
    ? ok()
    : fail('attestation.opening', 'is not the transcript that the attestation commits to');
}
