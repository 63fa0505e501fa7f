import { sha256 } from '@noble/hashes/sha2.js';

/** Domain strings, one a kind of signed or hashed bytes (rule SIG-1). A signature over one kind says nothing under another. */
export const DOMAINS = {
  operation: 'cloudx3/operation/v1',
  attestation: 'cloudx3/attestation/v1',
  attestation2: 'cloudx3/attestation/v2',
  observation: 'cloudx3/observation/v1',
  observation2: 'cloudx3/observation/v2',
  report2: 'cloudx3/report/v2',
  settlement2: 'cloudx3/settlement/v2',
  evidence2: 'cloudx3/evidence/v2',
  offence2: 'cloudx3/offence/v2',
  feedTerms2: 'cloudx3/feed-terms/v2',
  deviceTerms2: 'cloudx3/device-terms/v2',
  transcript: 'cloudx3/transcript/v1',
  sessionRequest: 'cloudx3/session-request/v1',
  sessionBind: 'cloudx3/session-bind/v1',
  recordKey: 'cloudx3/record-key/v1',
  keyRegistration: 'cloudx3/key-registration/v1',
  keyRegistration2: 'cloudx3/key-registration/v2',
  deviceRegistration: 'cloudx3/device-registration/v1',
  deviceRegistration2: 'cloudx3/device-registration/v2',
  transmitterOrder: 'cloudx3/transmitter-order/v1',
  commandOrder: 'cloudx3/command-order/v1',
} as const;

/** Name of a domain string: which kind of bytes is signed or hashed. */
export type Domain = keyof typeof DOMAINS;

/** Kinds that there are two editions of (rule ED-1). */
export type TwiceEdited = 'attestation' | 'observation' | 'keyRegistration' | 'deviceRegistration';

/** The domain of a message that names its version (rule ED-1); no reader takes one that is neither 1 nor 2. */
export function domainOfVersion(kind: TwiceEdited, version: number): Domain {
  return version === 2 ? `${kind}2` : kind;
}

/** sha256(domain string ‖ 0x00 ‖ bytes), 32 bytes: what is signed, and what names a thing by its content (rule SIG-1). */
export function domainDigest(domain: Domain, bytes: Uint8Array): Uint8Array {
  return sha256
    .create()
    .update(new TextEncoder().encode(DOMAINS[domain]))
    .update(Uint8Array.of(0))
    .update(bytes)
    .digest();
}
