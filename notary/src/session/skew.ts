/** How far the clocks of a prover and a notary may be apart, in milliseconds (rules SES-1, SES-2). */
export const MAX_SKEW_MS = 30_000n;
