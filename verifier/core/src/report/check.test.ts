import type { Report } from '@cloudx3/proto';
import { encode, ReportSchema } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import type { FeedTerms } from '../observation/feed-terms.ts';
import { FEED, NETWORK, observe, secret, unsigned } from '../testing/statements.ts';
import { buildReport } from './build.ts';
import { checkReport } from './check.ts';
import { readReport } from './shape.ts';

/** A report of three of four operators, one of them in PROXY mode. Its signatures are nobody's. */
const reportOf = (count = 3) =>
  buildReport(
    FEED,
    Array.from({ length: count }, (_, i) => observe(5n, i, [{ proxy: i === 1 }], unsigned)),
  );

/** What is wrong with a report, by the names of the checks, and the first code. */
function failures(change: (report: Report) => void, feed: Partial<FeedTerms> = {}, count = 3) {
  const report = reportOf(count);
  change(report);
  const { checks, result } = checkReport(report, {
    network: NETWORK,
    feed: { ...FEED, ...feed },
    verify: () => true,
  });
  return [result.ok ? 'ok' : result.code, ...checks.filter(({ ok }) => ok === false).map(({ name }) => name)];
}
const untouched = () => undefined;
const SHARED = 'REP-2 shared part is the feed’s';
const ORDER = 'REP-3 quorum and order';

describe('REP-2', () => {
  it.each<[string, Partial<FeedTerms>]>([
    ['report.feed', { id: 4 }],
    ['report.operation', { operationId: secret('other') }],
    ['report.params', { params: [] }],
    ['report.subject', { subject: 'device2' }],
    ['report.readings', { unit: 'kW' }],
  ])('says %s where the feed is another', (code, feed) => {
    expect(failures(untouched, feed).slice(0, 2)).toEqual([code, SHARED]);
  });
});

describe('REP-3', () => {
  it('asks for the quorum, for one observation at least, and for no more than there are members', () => {
    expect(failures(untouched, { quorum: 3 })).toEqual(['ok']);
    expect(failures(untouched, { quorum: 4 })).toEqual(['report.quorum', ORDER]);
    const empty = (report: Report) => Object.assign(report, { observations: [], paths: [] });
    expect(failures(empty, { quorum: 0 })).toEqual(['report.quorum', ORDER]);
    const two = { operators: FEED.operators.slice(0, 2) };
    expect(failures(untouched, two).slice(0, 2)).toEqual(['report.too_many', ORDER]);
  });

  it('takes observers in their order, each once, and sessions once', () => {
    expect(failures((report) => report.observations.reverse())).toEqual(['report.order', ORDER]);
    const doubled = (report: Report) => (report.observations[1] = report.observations[0]!);
    expect(failures(doubled)).toContain('REP-3 distinct sessions');
    const reused = (report: Report) => {
      const [first, , third] = report.observations;
      third!.attestations[0]!.sessionId = first!.attestations[0]!.sessionId;
    };
    expect(failures(reused)).toEqual(['report.session_reused', 'REP-3 distinct sessions']);
  });
});

describe('REP-7', () => {
  const proxied = (report: Report) =>
    report.observations.flatMap((o) => o.attestations).find(({ path }) => path > 0)!;
  const read = (change: (report: Report) => void) => {
    const report = reportOf();
    change(report);
    const result = readReport(encode(ReportSchema, report));
    return result.ok ? 'ok' : result.code;
  };

  it.each<[string, string, (report: Report) => void]>([
    ['ok', 'what was built', untouched],
    ['report.paths', 'a path that nobody names', (report) => (proxied(report).path = 0)],
    ['report.paths', 'a path that is not there', (report) => (proxied(report).path = 2)],
    ['report.paths', 'a path twice', (report) => report.paths.push(report.paths[0]!)],
    ['report.version', 'another version', (report) => (report.version = 3)],
    ['report.malformed', 'a short id', (report) => (report.operationId = new Uint8Array(31))],
    [
      'report.malformed',
      'params out of order',
      (report) => report.params.unshift({ ...report.params[0]!, name: 'z' }),
    ],
    ['report.malformed', 'a subject with a space', (report) => (report.subject = 'a b')],
    ['report.malformed', 'a reading without unit', (report) => (report.readings[0]!.unit = '')],
  ])('says %s of %s', (code, _what, change) => {
    expect(read(change)).toBe(code);
  });
});

describe('REP-5', () => {
  it('fails a report for one observation, and looks at the others all the same', () => {
    const wrong = (report: Report) => (report.observations[0]!.attestations[0]!.sessionTimeMs = 1n);
    expect(failures(wrong)).toEqual(['attestation.session_time', 'OBS-3, OBS-5, OBS-6, OBS-9 observation 0']);
    const { checks } = checkReport(reportOf(), { network: NETWORK, feed: FEED, verify: () => false });
    const signatures = checks.filter(({ name }) => name.startsWith('OBS-7'));
    expect(signatures.map(({ ok, code }) => [ok, code])).toEqual(
      signatures.map(() => [false, 'observation.signature']),
    );
    expect(signatures).toHaveLength(3);
  });

  it('says that a signature was not looked at where what it signs was wrong', () => {
    const report = reportOf();
    const { checks } = checkReport(report, {
      network: { ...NETWORK, oracle: 'oracle2' },
      feed: { ...FEED, notaries: [] },
    });
    expect(checks.filter(({ name }) => name.startsWith('OBS-7')).map(({ ok }) => ok)).toEqual([
      ...[undefined, undefined, undefined],
    ]);
  });
});
