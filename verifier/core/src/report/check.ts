import { compareBytes, equalBytes } from '@cloudx3/proto';
import type { Report } from '@cloudx3/proto';
import { areSameParams } from '../attestation/check.ts';
import type { CoreCode } from '../codes.ts';
import { checkCountable, checkSignatures } from '../observation/check.ts';
import type { ObservationExpectations } from '../observation/check.ts';
import { isGroup, isOf } from '../observation/feed-terms.ts';
import type { FeedTerms } from '../observation/feed-terms.ts';
import type { ShapedObservation } from '../observation/shape.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { aggregate } from './aggregate.ts';
import type { ReportValue } from './aggregate.ts';
import { expandReport } from './expand.ts';
import { checkReportShape } from './shape.ts';
import { checkTransmitter } from './transmitter.ts';

/** One line of what `checkReport` did. `ok` undefined: not reached, because something before it failed. */
export interface NamedCheck {
  /** Rule id, with the observation's position where there is one, for example `OBS-7 observation 2`. */
  readonly name: string;
  /** Undefined where the check was not reached. */
  readonly ok: boolean | undefined;
  /** Why it failed. */
  readonly code?: CoreCode;
  /** The same for people, with the field at fault. */
  readonly message?: string;
}

/** How a report did. */
export interface ReportCheck {
  /** Every check, in the order in which they were made. */
  readonly checks: readonly NamedCheck[];
  /** The first failure, or what the report comes to. */
  readonly result: CoreResult<ReportValue>;
}

/** What a report has to be; its round is its own. */
export type ReportExpectations = Omit<ObservationExpectations, 'round'>;

/**
 * Checks a report against its feed as the contract does (REP-1, REP-2, REP-3, REP-5, REP-7, REP-8, AGG-1), apart from time (REP-4), and says of every check
 * how it went. All observations are looked at even where one fails, so that a reader sees what was tampered with.
 */
export function checkReport(report: Report, expected: ReportExpectations): ReportCheck {
  const checks: NamedCheck[] = [];
  let failure: CoreResult<never> | undefined;
  const record = (name: string, result: CoreResult<unknown>): boolean => {
    if (!result.ok) failure ??= result;
    checks.push(
      result.ok ? { name, ok: true } : { name, ok: false, code: result.code, message: textOf(result) },
    );
    return result.ok;
  };
  record('REP-1, REP-7 form of the report', checkReportShape(report));
  record('REP-2 shared part is the feed’s', checkShared(report, expected.feed));
  record('REP-3 quorum and order', checkOrder(report, expected.feed));
  const expanded = expandReport(report, expected.network);
  if (!record('REP-1, OBS-2, ATT-2 rebuilt bodies', expanded) || !expanded.ok) {
    return { checks, result: failure ?? fail('report.malformed', 'cannot be rebuilt') };
  }
  record('REP-3 distinct sessions', checkSessions(expanded.value));
  for (const [i, observation] of expanded.value.entries()) {
    const countable = record(
      `OBS-3, OBS-5, OBS-6, OBS-9 observation ${i}`,
      checkCountable(observation, expected),
    );
    if (countable) record(`OBS-7 observation ${i}`, checkSignatures(observation, expected.verify));
    else checks.push({ name: `OBS-7 observation ${i}`, ok: undefined });
  }
  record('REP-8 transmitter', checkTransmitter(report, expected.network, expanded.value, expected.verify));
  if (failure !== undefined) return { checks, result: failure };
  const value = aggregate(expanded.value, expected.feed);
  record('AGG-1 median and spread', value);
  return { checks, result: value };
}

/** Rule REP-2. */
function checkShared(report: Report, feed: FeedTerms): CoreResult<undefined> {
  if (feed.edition !== undefined && report.version !== feed.edition) {
    return fail('report.version', `is not ${feed.edition}`, 'version');
  }
  if (!isOf(report, feed)) return fail('report.feed', 'is another', 'feed_id');
  if (!equalBytes(report.operationId, feed.operationId)) {
    return fail('report.operation', "is not the feed's", 'operation_id');
  }
  if (!areSameParams(report.params, feed.params))
    return fail('report.params', "are not the feed's", 'params');
  if (report.subject !== (isGroup(feed) ? '' : feed.subject)) {
    return fail('report.subject', "is not the feed's", 'subject');
  }
  const rows = feed.rows ?? [];
  const sameRows =
    rows.length === report.rows.length &&
    rows.every(({ key, subject }, i) => report.rows[i]?.key === key && report.rows[i].subject === subject);
  if (!sameRows) return fail('report.rows', "are not the group's", 'rows');
  return report.readings.some(({ name, unit }) => name === feed.reading && unit === feed.unit)
    ? ok()
    : fail('report.readings', `${feed.reading} in ${feed.unit} is not there`, 'readings');
}

/** Rule REP-3, but for the sessions. */
function checkOrder(report: Report, feed: FeedTerms): CoreResult<undefined> {
  const { observations } = report;
  // An empty report has no median, whatever a feed calls its quorum.
  const quorum = Math.max(feed.quorum, 1);
  if (observations.length < quorum) {
    return fail('report.quorum', `${observations.length} observations, ${quorum} are needed`, 'observations');
  }
  if (observations.length > feed.operators.length) {
    return fail('report.too_many', `${observations.length} observations`, 'observations');
  }
  const increasing = observations.every((observation, i) => {
    const before = observations[i - 1];
    return before === undefined || compareBytes(before.observer, observation.observer) < 0;
  });
  return increasing ? ok() : fail('report.order', 'are not strictly increasing by observer', 'observations');
}

/** Rule REP-3: a session counts once in a report. It is its notary's; the first edition knew it by its id alone. */
function checkSessions(observations: readonly ShapedObservation[]): CoreResult<undefined> {
  const seen = new Set<string>();
  for (const { attestations } of observations) {
    for (const { body } of attestations) {
      const session = [body.version === 1 ? '' : body.notary.join(), body.sessionId.join()].join(':');
      if (seen.has(session)) return fail('report.session_reused', 'two are of one session', 'session_id');
      seen.add(session);
    }
  }
  return ok();
}

function textOf(failure: Extract<CoreResult<unknown>, { ok: false }>): string {
  return failure.field === undefined ? failure.message : `${failure.field}: ${failure.message}`;
}
