import type { KeyBinding } from '@cloudx3/proto';
import { KEY_BINDINGS } from '@cloudx3/verifier-core';

/** What was seen of a carried session that binds the server's secret to what it sent. */
export interface BindingEvidence {
  /** NewSessionTickets that opened, whenever they came: who knows one beforehand still has to find a secret whose keys open it. */
  readonly tickets: number;
  /** Whether a close_notify opened. */
  readonly closed: boolean;
}

/** Rule PRX-9: the kind of key binding that a session has. Without a record that no prover shapes, what opened has to be a response by its grammar (attack A3). */
export function keyBindingOf({ tickets, closed }: BindingEvidence): KeyBinding {
  return (tickets > 0 || closed ? KEY_BINDINGS.record : KEY_BINDINGS.grammar).wire;
}
