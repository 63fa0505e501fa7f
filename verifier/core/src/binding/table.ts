import { Carrier, HoleAssurance, KeyBinding } from '@cloudx3/proto';
import type { Edition } from '../edition.ts';

/** A kind of evidence that an attestation can hold, and what it says. */
export interface EvidenceKind<W extends number> {
  /** In path evidence. */
  readonly wire: W;
  /** For people, after "the keys are the session's: " or "of the hidden parts: ". */
  readonly says: string;
  /** The first edition of attestations that can hold it (rule ED-1). */
  readonly edition: Edition;
  /** The carrier that it goes with; undefined where it goes with any. */
  readonly carrier?: Carrier;
}

/** How the keys that a prover opened are tied to the session that the notary carried (rule PRX-9). */
export const KEY_BINDINGS = {
  record: {
    wire: KeyBinding.RECORD,
    says: 'a session ticket or the close of the server opened under keys that follow from its disclosed secret, which those of another secret would not have done',
    edition: 2,
    carrier: Carrier.UNSPECIFIED,
  },
  grammar: {
    wire: KeyBinding.GRAMMAR,
    says: 'neither a session ticket nor the close of the server is relied on: the form of its answer alone speaks against other keys',
    edition: 1,
    carrier: Carrier.UNSPECIFIED,
  },
  /** Of sessions whose server's key and IV were opened in place of its secret; no notary makes such ones any more. */
  ticket: {
    wire: KeyBinding.TICKET,
    says: 'a session ticket of the server opened under the disclosed keys, which no other keys would have done',
    edition: 1,
    carrier: Carrier.UNSPECIFIED,
  },
  fence: {
    wire: KeyBinding.FENCE,
    says: 'over HTTP/2 the server acknowledged a frame that the prover could not foresee, behind all hidden bytes; no notary of this project makes it yet',
    edition: 2,
    carrier: Carrier.HTTP2,
  },
} as const satisfies Readonly<Record<string, EvidenceKind<KeyBinding>>>;

/** What is known of the bytes in a request's holes (rule PRX-9). */
export const HOLE_ASSURANCES = {
  noHoles: { wire: HoleAssurance.NO_HOLES, says: 'nothing was hidden', edition: 1 },
  length: {
    wire: HoleAssurance.LENGTH,
    says: 'the length of each hidden part is known, its content is not',
    edition: 1,
    carrier: Carrier.UNSPECIFIED,
  },
  framed: {
    wire: HoleAssurance.FRAMED,
    says: 'over HTTP/2 each hidden part is exactly the content of a value, whose length is known; no notary of this project makes it yet',
    edition: 2,
    carrier: Carrier.HTTP2,
  },
  charset: {
    wire: HoleAssurance.CHARSET,
    says: 'each hidden part was proven to be of its set of characters; no notary of this project makes it yet',
    edition: 2,
  },
} as const satisfies Readonly<Record<string, EvidenceKind<HoleAssurance>>>;

/** The kind with this number; undefined for one that is not known here. */
export function kindOf(
  kinds: Readonly<Record<string, EvidenceKind<number>>>,
  wire: number,
): EvidenceKind<number> | undefined {
  return Object.values(kinds).find((kind) => kind.wire === wire);
}

/** What the kind with this number says; undefined for one that is not known here. */
export function meaningOf(
  kinds: Readonly<Record<string, EvidenceKind<number>>>,
  wire: number,
): string | undefined {
  return kindOf(kinds, wire)?.says;
}
