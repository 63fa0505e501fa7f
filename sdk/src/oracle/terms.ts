import { domainDigest, equalBytes } from '@cloudx3/proto';
import { toUtf8 } from '@cosmjs/encoding';
import type { FeedTerms } from './gen/types.ts';

/** What an acceptance of these terms of a feed names (rule ACC-2). 32 bytes; `text` is as the contract shows it. */
export function feedTermsDigest(text: string): Uint8Array {
  return domainDigest('feedTerms2', toUtf8(text));
}

/** Whether terms have the digest that they say they have. */
export function isTermsDigest({ text, digest }: FeedTerms): boolean {
  return equalBytes(feedTermsDigest(text), digest);
}
