/** A key that is or was a member, and for which rounds. */
export interface Seat {
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
  /** `[from, until)` in rounds; one without an end is open. */
  readonly rounds: readonly { readonly from: bigint; readonly until?: bigint | undefined }[];
  /** Whether it agreed to the change that is announced. */
  readonly agreed: boolean;
}

/** Who takes part in a feed, as the chain keeps it (ACC-1). */
export interface Membership {
  readonly operators: readonly Seat[];
  readonly notaries: readonly Seat[];
}
