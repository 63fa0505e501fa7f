import type { Ask } from './ask.ts';
import type { Share } from './share.ts';
import type { Standing } from './standing.ts';

/** What this node's operator agreed to. What is not agreed to is neither read, nor gossiped, nor acted on, nor paid for. */
export interface Policy {
  /** How the operator stands to an ask now; a decision counts from the moment it is made. */
  standing(ask: Ask): Standing;
  /** What it is due of the node's sessions, quota and gas; undefined for what is not served. */
  share(ask: Ask): Share | undefined;
}
