import { HoleAssurance, KeyBinding } from '@cloudx3/proto';

/** A kind of evidence that an attestation can hold, and what it says. */
export interface EvidenceKind<W extends number> {
  /** In path evidence. */
  readonly wire: W;
  /** For people, after "the keys are the session's: " or "of the hidden parts: ". */
  readonly says: string;
}

/** How the keys that a prover opened are tied to the session that the notary carried (rule PRX-9). */
export const KEY_BINDINGS = {
  ticket: {
    wire: KeyBinding.TICKET,
    says: 'a session ticket of the server opened under the disclosed keys, which no other keys would have done',
  },
  grammar: {
    wire: KeyBinding.GRAMMAR,
    says: 'no session ticket came after the keys were fixed: only what the server sent before, its close and the form of its answer speak against other keys',
  },
} as const satisfies Readonly<Record<string, EvidenceKind<KeyBinding>>>;

/** What is known of the bytes in a request's holes (rule PRX-9). */
export const HOLE_ASSURANCES = {
  noHoles: { wire: HoleAssurance.NO_HOLES, says: 'nothing was hidden' },
  length: {
    wire: HoleAssurance.LENGTH,
    says: 'the length of each hidden part is known, its content is not',
  },
} as const satisfies Readonly<Record<string, EvidenceKind<HoleAssurance>>>;

/** What the kind with this number says; undefined for one that is not known here. */
export function meaningOf(
  kinds: Readonly<Record<string, EvidenceKind<number>>>,
  wire: number,
): string | undefined {
  return Object.values(kinds).find((kind) => kind.wire === wire)?.says;
}
