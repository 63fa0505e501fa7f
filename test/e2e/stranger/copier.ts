import { MAX_BYTES, ReportSchema, create, decode, encode } from '@cloudx3/proto';
import type { Report } from '@cloudx3/proto';
import { SdkError, oracleMsg, readOracleEvent } from '@cloudx3/sdk';
import type { ChainWriter } from '@cloudx3/sdk';
import { publicKeyOf, signDigest, signReport } from '@cloudx3/verifier-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMempool, watchNodes } from './mempool.ts';
import type { Mempool } from './mempool.ts';
import type { Stage } from './stage.ts';

/** Somebody who reads the mempool, and whose transactions come first. */
export function tryCopier(stage: () => Stage): void {
  describe('a copier of what waits in the mempool', () => {
    let mempool: Mempool;
    let copier: ChainWriter;
    beforeAll(async () => {
      const { network, stranger } = stage();
      mempool = await openMempool();
      copier = await stranger('20000000');
      await watchNodes(network, mempool);
    }, 120_000);
    afterAll(() => mempool[Symbol.asyncDispose]());

    const submit = (...reports: readonly Report[]) => {
      const bytes = reports.map((report) => encode(ReportSchema, report));
      return copier.execute(stage().network.oracle.address, oracleMsg.submitReports({ reports: bytes }));
    };
    const refusal = (report: Report): Promise<string | undefined> =>
      submit(report).then(
        () => 'it landed',
        (error: unknown) => (error instanceof SdkError ? error.contractCode : String(error)),
      );
    /** A report of all four members, read before it is sent, by now not the last of its feed. */
    const nextWhole = async <T>(read: (report: Report) => Promise<T>): Promise<T> => {
      for (;;) {
        const done = await mempool.readNext(async ([bytes = new Uint8Array()]) => {
          const report = decode(ReportSchema, bytes, MAX_BYTES.report);
          return report.observations.length === 4 ? { value: await read(report) } : undefined;
        });
        if (done !== undefined) return done.value;
      }
    };

    it('gets nothing for a report that it changes, and lands none', { timeout: 120_000 }, async () => {
      const { network } = stage();
      const key = new Uint8Array(32).fill(7);
      const own = { pubkey: publicKeyOf(key), sign: (digest: Uint8Array) => signDigest(digest, key) };
      const place = { chainId: copier.chainId, oracle: network.oracle.address };
      const codes = await nextWhole(async (report) => {
        const stripped = create(ReportSchema, { ...report, observations: report.observations.slice(1) });
        const unsigned = { transmitter: new Uint8Array(), signature: new Uint8Array() };
        return {
          stripped: await refusal(stripped),
          unsigned: await refusal(create(ReportSchema, { ...stripped, ...unsigned })),
          signedAnew: await refusal(signReport(stripped, place, own)),
        };
      });
      expect(codes).toEqual({
        // While it can only be another's loss; later it is the signature that does not fit.
        stripped: 'report.gathering',
        unsigned: 'report.turn',
        signedAnew: 'report.transmitter',
      });
    });

    it(
      'that sends a copy first pays its gas for the member whose turn it is',
      { timeout: 120_000 },
      async () => {
        const { network, signal } = stage();
        const balance = () => copier.balance(copier.address, 'ucx3');
        const before = await balance();
        const { report, events } = await nextWhole(async (copied) => {
          const stripped = create(ReportSchema, { ...copied, observations: copied.observations.slice(1) });
          return { report: copied, events: (await submit(stripped, copied)).events.map(readOracleEvent) };
        });
        expect(events).toContainEqual(
          expect.objectContaining({ type: 'report_refused', round: report.round, code: 'report.gathering' }),
        );
        const updated = events.find((event) => event?.type === 'feed_updated');
        expect(updated).toMatchObject({ round: report.round, observations: 4 });
        const { account } = (await network.oracle.operator(report.transmitter))!;
        const paid = updated?.rewards ?? [];
        expect(paid.find(({ address }) => address === account)?.amount).toBe(3_000n);
        expect(paid.map(({ address }) => address)).not.toContain(copier.address);
        expect(await balance()).toBeLessThan(before);
        // The member's own report comes too late for the round, and its node goes on.
        await network.story.when(
          'feed_updated',
          ({ feedId, round }) => feedId === network.feedId && round > report.round,
          signal,
        );
      },
    );
  });
}
