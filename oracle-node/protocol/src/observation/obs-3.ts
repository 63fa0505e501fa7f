import { equalBytes } from '@cloudx3/proto';
import { isOf } from '@cloudx3/verifier-core';
import type { ShapedObservation } from '@cloudx3/verifier-core';
import type { FeedRules } from '../feed.ts';
import { ignore, reject } from '../verdict.ts';
import type { Refusal } from '../verdict.ts';

/**
 * OBS-3: the feed is known and runs, and the observer is a member. An unknown feed is no offence: the chain may have shown it to the
 * sender before it did to us. Nor is one by a stranger, where members come and go: it may have joined by a block that is not seen here.
 */
export function obs3({ body }: ShapedObservation, feed: FeedRules | undefined): FeedRules | Refusal {
  if (feed === undefined) return ignore('observation.feed_unknown');
  if (feed.edition !== undefined && body.version !== feed.edition) return reject('observation.version');
  if (!isOf(body, feed)) return ignore('observation.feed_unknown');
  if (!feed.active) return ignore('observation.feed_inactive');
  if (!feed.operators.some((member) => equalBytes(member, body.observer)))
    return feed.membership === undefined ? reject('observation.observer') : ignore('observation.observer');
  return feed;
}
