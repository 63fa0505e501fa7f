import { MAX_BYTES, Mode, ReportFileSchema, decode, encode } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import {
  chainWith,
  ORACLE,
  reportIn,
  submission,
  transactionWith,
  unknown,
  valueOf,
} from '../testing/chain.ts';
import type { Answers } from '../testing/chain.ts';
import { reportFileBytes } from '../testing/evidence.ts';
import { fetchReport } from './chain.ts';

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: unknown) => (error as { code?: string }).code,
  );
const FILE = decode(ReportFileSchema, reportFileBytes(), MAX_BYTES.reportFile);

describe('fetchReport', () => {
  it('brings together from a chain what a file has, to the byte', async () => {
    const { file, txHash, published } = await fetchReport(chainWith(), ORACLE, 7, 3n);
    expect(encode(ReportFileSchema, file)).toEqual(encode(ReportFileSchema, FILE));
    expect([txHash, published.round]).toEqual(['0', 3n]);
  });

  it('asks for the newest value, stale or not, where no round is named', async () => {
    const chain = chainWith();
    await fetchReport(chain, ORACLE, 7);
    expect(chain.asked).toContainEqual({ latest: { feed_id: 7, allow_stale: true } });
    expect(chain.asked).not.toContainEqual(
      expect.objectContaining({ value_at: expect.anything() as unknown }),
    );
  });

  it('asks what a value moved from exactly where the feed bounds that', async () => {
    const stepUp = { everyRounds: 5n, movedMoreThan: { mantissa: 100n, scale: 2 } };
    const evidence = reportFileBytes(Mode.PROXY, { proxyNotaries: 1, stepUp });
    const { file } = await fetchReport(chainWith({ evidence }), ORACLE, 7, 3n);
    expect(file.valueBefore).toMatchObject({ mantissa: 23_100n, scale: 2 });
    expect(file.policy).toMatchObject({ stepUp, mpcNotaries: 1, proxyNotaries: 1 });
    const first = chainWith({ evidence, answers: { history: () => ({ values: [] }) } });
    expect((await fetchReport(first, ORACLE, 7, 3n)).file.valueBefore).toBeUndefined();
    const unbounded = chainWith();
    await fetchReport(unbounded, ORACLE, 7, 3n);
    expect(unbounded.asked.map((message) => Object.keys(message)[0])).not.toContain('history');
  });

  it.each<[string, Answers]>([
    ['verifier.feed_unknown', { feed: unknown('feed.unknown') }],
    ['verifier.round_unknown', { value_at: unknown('feed.no_value') }],
    ['verifier.operation_unknown', { operation: unknown('operation.unknown') }],
    // A failure that is no absence stays what it is.
    ['sdk.contract', { feed: unknown('feed.stale') }],
    ['sdk.malformed', { value_at: () => ({ ...valueOf(3), decimals: 'two' }) }],
    ['sdk.malformed', { feed: () => 'no feed' }],
  ])('says %s where the chain does', async (code, answers) => {
    expect(await codeOf(fetchReport(chainWith({ answers }), ORACLE, 7, 3n))).toBe(code);
  });

  it('passes over transactions that do not carry the report, whatever the RPC calls them', async () => {
    const other = decode(ReportFileSchema, reportFileBytes(), MAX_BYTES.reportFile);
    other.report!.round = 2n;
    const good = transactionWith(submission(reportIn(other), reportIn(FILE)));
    const transactions = [
      undefined,
      new Uint8Array(0),
      Uint8Array.of(0xff, 0xff),
      transactionWith(submission(reportIn(other))),
      transactionWith(submission(Uint8Array.of(1, 2, 3))),
      good,
    ];
    expect((await fetchReport(chainWith({ transactions }), ORACLE, 7, 3n)).txHash).toBe('5');
    const without = chainWith({ transactions: transactions.slice(0, -1) });
    expect(await codeOf(fetchReport(without, ORACLE, 7, 3n))).toBe('verifier.transaction');
    expect(await codeOf(fetchReport(chainWith({ transactions: [] }), ORACLE, 7, 3n))).toBe(
      'verifier.transaction',
    );
  });
});
