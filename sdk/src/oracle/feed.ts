import { SdkError } from '../error.ts';
import type { Feed as AnsweredFeed, FeedSpec as NewFeed } from './gen/types.ts';

/** What a feed publishes and asks for. Never changes after the feed is made. */
export interface FeedSpec extends NewFeed {
  /** Where its round 0 begins, in Unix milliseconds. */
  readonly startMs: bigint;
}

/** A feed as it stands on chain. */
export interface Feed extends AnsweredFeed {
  readonly spec: FeedSpec;
}

/** The feed of an answer. A new feed may leave its start to the contract, which fills it in; throws `sdk.malformed` where it did not. */
export function onChain(feed: AnsweredFeed): Feed {
  const { startMs } = feed.spec;
  if (startMs === undefined) throw new SdkError('sdk.malformed', `feed ${feed.id} has no start_ms`);
  return { ...feed, spec: { ...feed.spec, startMs } };
}
