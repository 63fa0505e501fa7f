import { equalBytes, Outcome, Quality } from '@cloudx3/proto';
import type { AttestationBody, Reading } from '@cloudx3/proto';
import { checkAgainstOperation } from '../attestation/against-operation.ts';
import { checkExpectations } from '../attestation/check.ts';
import type { NetworkId } from '../attestation/check.ts';
import { rescale } from '../decimal/arithmetic.ts';
import type { Decimal } from '../decimal/decimal.ts';
import { MODES, MODE_NAMES } from '../modes/table.ts';
import type { CheckedOperation } from '../operation/checked-operation.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { isGroup, roundSlice } from './feed-terms.ts';
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
    subject: isGroup(feed) ? '' : feed.subject,
    prover: terms.observer,
    modes: MODE_NAMES.filter((name) => feed.modes[name] !== undefined).map((name) => MODES[name].wire),
    notaries: feed.notaries,
    allowCustomCa: feed.allowCustomCa,
  });
  if (!expected.ok) return expected;
  const rows = checkRows(body, feed);
  if (!rows.ok) return rows;
  if (!isOfRound(body, feed, terms.round)) {
    return fail('attestation.context', 'is another purpose, feed or round', 'context');
  }
  const times = checkTimes(body, terms);
  if (!times.ok) return times;
  const values = valuesOf(body, feed);
  if (!values.ok) return values;
  return terms.operation === undefined ? ok() : checkAgainstOperation(body, terms.operation);
}

/** What a feed's value depends on. */
export type ValueTerms = Pick<
  FeedTerms,
  'reading' | 'unit' | 'decimals' | 'measuredOnly' | 'rows' | 'maxObservedAgeMs'
>;

/**
 * What an attestation says of each feed, at their decimals (rules OBS-5, AGG-1, GRP-2). A row that cannot be counted is undefined and costs
 * no other row; a feed of its own has no other, so there it fails.
 */
export function valuesOf(
  body: AttestationBody,
  feed: ValueTerms,
): CoreResult<readonly (Decimal | undefined)[]> {
  if (!isGroup(feed)) {
    const value = feedValue(body.readings, feed);
    return value.ok ? ok([value.value]) : value;
  }
  return ok(
    body.rows.map((row) => {
      if (row.outcome !== Outcome.OK || !isFresh(body.sessionTimeMs, row.observedAtMs, feed))
        return undefined;
      const value = feedValue(row.readings, feed);
      return value.ok ? value.value : undefined;
    }),
  );
}

function feedValue(readings: readonly Reading[], feed: ValueTerms): CoreResult<Decimal> {
  const reading = readings.find(({ name, unit }) => name === feed.reading && unit === feed.unit);
  if (reading?.value === undefined) {
    return fail('attestation.reading', `${feed.reading} in ${feed.unit} is not there`, 'readings');
  }
  if (!counts(reading.quality, feed.measuredOnly === true)) {
    return fail('attestation.quality', `${feed.reading} is of a quality that does not count`, 'readings');
  }
  const value = rescale(reading.value, feed.decimals);
  return value.ok
    ? ok(value.value)
    : fail('attestation.reading', `${feed.reading} does not fit ${feed.decimals} decimals`, 'readings');
}

/** Rule SEL-5: one that the vendor itself calls unfit never counts. */
function counts(quality: Quality, measuredOnly: boolean): boolean {
  return quality !== Quality.BAD && !(measuredOnly && quality === Quality.ESTIMATED);
}

/** Rule GRP-1: the rows are exactly the feeds', each with its subject. */
function checkRows({ rows }: AttestationBody, feed: FeedTerms): CoreResult<undefined> {
  const wanted = feed.rows ?? [];
  if (rows.length !== wanted.length || !wanted.every(({ key }, i) => rows[i]?.key === key)) {
    return fail('attestation.rows', "are not the group's", 'rows');
  }
  return wanted.every(({ subject }, i) => rows[i]?.subject === subject)
    ? ok()
    : fail('attestation.subject', "is not the feed's", 'rows');
}

function isOfRound({ context }: AttestationBody, feed: FeedTerms, round: bigint): boolean {
  const purpose = context?.purpose;
  if (isGroup(feed)) {
    return (
      purpose?.case === 'groupRound' && purpose.value.groupId === feed.id && purpose.value.round === round
    );
  }
  return purpose?.case === 'round' && purpose.value.feedId === feed.id && purpose.value.round === round;
}

function isFresh(
  sessionTimeMs: bigint,
  observedAtMs: bigint,
  { maxObservedAgeMs }: Pick<FeedTerms, 'maxObservedAgeMs'>,
): boolean {
  const oldest = maxObservedAgeMs === undefined ? 0n : sessionTimeMs - maxObservedAgeMs;
  return observedAtMs === 0n || observedAtMs >= oldest;
}

function checkTimes(body: AttestationBody, { feed, round }: RoundTerms): CoreResult<undefined> {
  const slice = roundSlice(feed, round);
  if (body.sessionTimeMs < slice.startMs || body.sessionTimeMs >= slice.endMs) {
    return fail('attestation.session_time', 'is outside the slice of the round', 'session_time_ms');
  }
  return isFresh(body.sessionTimeMs, body.observedAtMs, feed)
    ? ok()
    : fail('attestation.observed_at', 'is older than the feed allows', 'observed_at_ms');
}
