import { AttestationSchema, ObservationSchema, encode } from '@cloudx3/proto';
import type { ShownEvidence, ShapedAttestation, ShapedObservation } from '@cloudx3/verifier-core';
import { FEED, attestation, observation, powerReadings } from '../bodies.ts';
import type { BodyInit } from '../bodies.ts';
import { A, OPERATOR } from '../observation/parts.ts';
import { build, hex, sha256, utf8 } from '../vector.ts';

type Kind = ShownEvidence['kind'];

/** Evidence as the JSON of vectors has it: its parts in hex. */
export function shown(kind: Kind, ...parts: readonly Uint8Array[]) {
  return { kind, parts: parts.map(hex) };
}

/** An attestation of the second edition by the first notary for the first operator. */
export function attested(change: BodyInit = {}, by = A): ShapedAttestation {
  return attestation(by, OPERATOR, { version: 2, ...change });
}

/** One that reads this many tenths of a watt. */
export function reads(tenths: bigint, change: BodyInit = {}): ShapedAttestation {
  return attested({ readings: powerReadings(tenths, 1), ...change });
}

/** What the first operator says of one attestation. */
export function observed(
  own: ShapedAttestation,
  change: Parameters<typeof observation>[2] = {},
  by = OPERATOR,
): ShapedObservation {
  return observation(by, [own], change);
}

export function bytesOf(message: ShapedAttestation | ShapedObservation): Uint8Array {
  return message.$typeName === 'cloudx3.v1.Attestation'
    ? encode(AttestationSchema, message)
    : encode(ObservationSchema, message);
}

/** The same without the attestations that it names. */
export function bare(message: ShapedObservation): Uint8Array {
  return encode(ObservationSchema, build(ObservationSchema, { ...message, attestations: [] }));
}

/** Another signature in the place of the good one. */
export function resigned(message: ShapedAttestation | ShapedObservation, signature: Uint8Array): Uint8Array {
  return bytesOf({ ...message, signature });
}

/** The same signature with the other S, which is good too (SIG-2). */
export function highS(signature: Uint8Array): Uint8Array {
  const order = 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_fffe_baae_dce6_af48_a03b_bfd2_5e8c_d036_4141n;
  const s = BigInt(`0x${hex(signature.slice(32))}`);
  return Uint8Array.from(
    Buffer.concat([signature.slice(0, 32), Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex')]),
  );
}

/** EVD-1, written once more: what names an offence. */
export function offenceId(kind: Kind, accused: Uint8Array, what: Uint8Array): string {
  return hex(sha256(utf8('cloudx3/offence/v2'), Uint8Array.of(0), utf8(kind), Uint8Array.of(0), accused, what));
}

/** Feed, group and round as an offence of observations names them. */
export function roundBytes(feedId: number, groupId: number, round: bigint): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, feedId);
  view.setUint32(4, groupId);
  view.setBigUint64(8, round);
  return bytes;
}

export const FEED_ID = FEED.id;
