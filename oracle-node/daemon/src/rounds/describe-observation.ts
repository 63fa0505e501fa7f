import type { FeedRules } from '@cloudx3/oracle-protocol';
import { attestationId, formatDecimal, modeName } from '@cloudx3/verifier-core';
import type { ShapedAttestation } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';

/** What an observation over these attestations says, for those who follow along. */
export function describeObservation(
  attestations: readonly ShapedAttestation[],
  feed: Pick<FeedRules, 'reading' | 'unit' | 'subject'>,
) {
  const bodies = attestations.map(({ body }) => body);
  const value = bodies[0]?.readings.find(({ name }) => name === feed.reading)?.value;
  return {
    value: value === undefined ? '' : formatDecimal(value),
    unit: feed.unit,
    mode: (bodies[0] && modeName(bodies[0].mode)) ?? '',
    notaries: bodies.map(({ notary }) => bytesToHex(notary)),
    attestations: bodies.map((body) => bytesToHex(attestationId(body))),
    reading: feed.reading,
    subject: feed.subject,
    sessionTimeMs: Math.max(0, ...bodies.map(({ sessionTimeMs }) => Number(sessionTimeMs))),
  };
}
