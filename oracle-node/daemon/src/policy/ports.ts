import type { Ask } from './ask.ts';
import type { Standing } from './standing.ts';

/** What this node's operator agreed to. What is not agreed to is neither read, nor gossiped, nor acted on, nor paid for. */
export interface Policy {
  /** How the operator stands to an ask now; a decision counts from the moment it is made. */
  standing(ask: Ask): Standing;
}
