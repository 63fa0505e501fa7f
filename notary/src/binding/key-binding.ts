import type { KeyBinding } from '@cloudx3/proto';
import { KEY_BINDINGS } from '@cloudx3/verifier-core';

/** What was seen of a carried session that binds the server's key to what it sent. */
export interface BindingEvidence {
  /**
   * A ticket that came after the prover had committed opened under the committed key. Who knows a record before it chooses key and IV can
   * find a pair that opens it (for AES-GCM some 2^32 tries), so an earlier one binds nothing.
   */
  readonly ticketAfterCommitment: boolean;
}

/** Rule PRX-9: the kind of key binding that a session has. Without a ticket, what opened has to be a response by its grammar (attack A3). */
export function keyBindingOf({ ticketAfterCommitment }: BindingEvidence): KeyBinding {
  return (ticketAfterCommitment ? KEY_BINDINGS.ticket : KEY_BINDINGS.grammar).wire;
}
