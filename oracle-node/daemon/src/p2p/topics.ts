import type { NetworkId } from '@cloudx3/verifier-core';

/** Protocol of the requests for what gossip missed (RND-5). */
export const OBSERVATIONS_PROTOCOL = '/cloudx3/observations/1.0.0';

/** One topic a feed and network, so that a node hears only what it serves. */
export function topicOf({ chainId, oracle }: NetworkId, feedId: number): string {
  return `/cloudx3/1/${chainId}/${oracle}/feed/${feedId}`;
}
