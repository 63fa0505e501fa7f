import { equalBytes } from '@cloudx3/proto';
import type { AttestationBody, Context } from '@cloudx3/proto';
import { checkAgainstOperation } from '../attestation/against-operation.ts';
import { checkExpectations } from '../attestation/check.ts';
import type { NetworkId } from '../attestation/check.ts';
import { rescale } from '../decimal/arithmetic.ts';
import type { Decimal } from '../decimal/decimal.ts';
import { MODES, MODE_NAMES } from '../modes/table.ts';
import type { CheckedOperation } from '../operation/checked-operation.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { roundSlice } from './feed-terms.ts';
import type { FeedTerms } from './feed-terms.ts';

/** What an attestation of one observation has to fit. */
export interface RoundTerms {
  readonly network: NetworkId;
  readonly feed: FeedTerms;
  readonly round: bigint;
  readonly observer: Uint8Array;
  /** Where it is known, rule ATT-4 is checked too. */
  readonly operation?: CheckedOperation | undefined;
}

/** Rule OBS-5 for one well-formed attestation body: is it what this feed and round asked for? */
export function checkFeedAttestation(body: AttestationBody, terms: RoundTerms): CoreResult<undefined> {
  const { feed } = terms;
  if (!equalBytes(body.operationId, feed.operationId)) {
    return fail('attestation.operation', "is not the feed's", 'operation_id');
  }
  const expected = checkExpectations(body, {
    network: terms.network,
    params: feed.params,
    subject: feed.subject,
    prover: terms.observer,
    modes: MODE_NAMES.filter((name) => feed.modes[name] !== undefined).map((name) => MODES[name].wire),
    notaries: feed.notaries,
    allowCustomCa: feed.allowCustomCa,
  });
  if (!expected.ok) return expected;
  if (!isOfRound(body.context, feed.id, terms.round)) {
    return fail('attestation.context', 'is another purpose, feed or round', 'context');
  }
  const times = checkTimes(body, terms);
  if (!times.ok) return times;
  const value = feedValue(body, feed);
  if (!value.ok) return value;
  return terms.operation === undefined ? ok() : checkAgainstOperation(body, terms.operation);
}

/** The feed's reading of an attestation, at the feed's decimals (rules OBS-5, AGG-1). */
export function feedValue(
  body: AttestationBody,
  feed: Pick<FeedTerms, 'reading' | 'unit' | 'decimals'>,
): CoreResult<Decimal> {
  const reading = body.readings.find(({ name, unit }) => name === feed.reading && unit === feed.unit);
  if (reading?.value === undefined) {
    return fail('attestation.reading', `${feed.reading} in ${feed.unit} is not there`, 'readings');
  }
  const value = rescale(reading.value, feed.decimals);
  return value.ok
    ? ok(value.value)
    : fail('attestation.reading', `${feed.reading} does not fit ${feed.decimals} decimals`, 'readings');
}

function isOfRound(context: Context | undefined, feedId: number, round: bigint): boolean {
  const purpose = context?.purpose;
  return purpose?.case === 'round' && purpose.value.feedId === feedId && purpose.value.round === round;
}

function checkTimes(body: AttestationBody, { feed, round }: RoundTerms): CoreResult<undefined> {
  const slice = roundSlice(feed, round);
  if (body.sessionTimeMs < slice.startMs || body.sessionTimeMs >= slice.endMs) {
    return fail('attestation.session_time', 'is outside the slice of the round', 'session_time_ms');
  }
  const oldest = feed.maxObservedAgeMs === undefined ? 0n : body.sessionTimeMs - feed.maxObservedAgeMs;
  return body.observedAtMs > 0n && body.observedAtMs < oldest
    ? fail('attestation.observed_at', 'is older than the feed allows', 'observed_at_ms')
    : ok();
}
