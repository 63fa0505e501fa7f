/** An offence as it is shown (rule EVD-1): canonical bytes of second-edition messages, as the oracle contract takes them. */
export type ShownEvidence =
  /** Two Observations of one observer for one round; attestations may be left out of them. */
  | { readonly kind: 'observations'; readonly first: Uint8Array; readonly second: Uint8Array }
  /** Two Attestations of one session of one notary. */
  | { readonly kind: 'attestations'; readonly first: Uint8Array; readonly second: Uint8Array }
  /** An Attestation that breaks its published operation (ATT-4). */
  | { readonly kind: 'attestation'; readonly attestation: Uint8Array }
  /** An Attestation by a notary's key that was retired before. */
  | { readonly kind: 'retired_notary'; readonly attestation: Uint8Array }
  /** An Observation, with its attestations, by an operator's key that was retired before. */
  | { readonly kind: 'retired_operator'; readonly observation: Uint8Array };

/** What evidence shows (rule EVD-1). */
export interface Offence {
  readonly role: 'operator' | 'notary';
  /** Key of who misbehaved, 33 bytes. */
  readonly accused: Uint8Array;
  /** Names the offence, which counts once (rule EVD-3). 32 bytes. */
  readonly id: Uint8Array;
  /** The feed or group whose round it was; undefined where it was none. */
  readonly feedId: number | undefined;
}

/** The messages that evidence consists of, in their order. */
export function partsOf(evidence: ShownEvidence): readonly Uint8Array[] {
  switch (evidence.kind) {
    case 'observations':
    case 'attestations':
      return [evidence.first, evidence.second];
    case 'retired_operator':
      return [evidence.observation];
    default:
      return [evidence.attestation];
  }
}
