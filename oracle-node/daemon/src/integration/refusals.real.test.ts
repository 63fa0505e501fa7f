// What the real contracts, as the chain runs them, say to what is not there, too old, too early, too late or not good.
import { devicesMsg, oracleMsg } from '@cloudx3/sdk';
import type { SdkError } from '@cloudx3/sdk';
import { ReportSchema, encode, equalBytes } from '@cloudx3/proto';
import { sliceOf, transmitterOrder } from '@cloudx3/oracle-protocol';
import { TEST_OPERATION, attest, observe, testKey, testNetwork } from '@cloudx3/oracle-protocol/testing';
import type { TestNetwork } from '@cloudx3/oracle-protocol/testing';
import { buildReport, formatDecimal, signReport } from '@cloudx3/verifier-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { feedRules } from '../chain/feed-rules.ts';
import { DENOM } from '../testing/devnet/accounts.ts';
import { DevnetNetwork } from '../testing/devnet/devnet-network.ts';

const WAIT = { timeout: 60_000, interval: 250 };
const DAY_MS = 86_400_000n;

const net = new DevnetNetwork({ members: 4, firstPort: 25_120, leaseMs: 6_000n });

beforeAll(() => net.start(), 120_000);

afterAll(() => net.close());

/** The contract's own code with which something fails. */
async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return (error as SdkError).contractCode ?? (error as SdkError).code;
  }
}

const refund = () => net.owner.execute(net.devices.address, devicesMsg.refundCommand({ commandId: 1n }));
const blockTimeMs = () => net.owner.blockTimeMs();

describe('what is not there', () => {
  it('is undefined, by whatever key it is looked for', async () => {
    const nobody = testKey('nobody').publicKey;
    expect(await net.oracle.operator(nobody)).toBeUndefined();
    expect(await net.oracle.notary(nobody)).toBeUndefined();
    expect(await net.oracle.operation(new Uint8Array(32))).toBeUndefined();
    expect(await net.oracle.feed(99)).toBeUndefined();
    expect(await net.oracle.valueAt(99, 0n)).toBeUndefined();
    expect(await net.devices.command(99n)).toBeUndefined();
    expect(await net.devices.binding('api.vendor.example', 'none')).toBeUndefined();
    // And what is there is found by the same queries.
    expect((await net.oracle.operator(net.members[0]!.publicKey))?.active).toBe(true);
    expect((await net.oracle.operation(TEST_OPERATION.id))?.operation).toEqual(TEST_OPERATION.bytes);
  });
});

describe('a report', () => {
  /** The feed as its members see it, in a round that has begun. */
  async function begin(feedId: number): Promise<TestNetwork> {
    const feed = feedRules((await net.oracle.feed(feedId))!, { operation: TEST_OPERATION });
    await vi.waitFor(
      async () => expect(BigInt(await blockTimeMs())).toBeGreaterThan(sliceOf(feed, 0n).startMs + 1_000n),
      WAIT,
    );
    const { members, notaries, network } = net;
    return { ...testNetwork(), network, members, notaries, feed };
  }

  const submit = (report: Uint8Array) =>
    net.owner.execute(net.oracle.address, oracleMsg.submitReports({ reports: [report] }));

  it('with one number that the notary did not sign is refused whole; the true one is taken, and grows stale', async () => {
    const feedId = await net.createFeed({ intervalMs: DAY_MS, maxAgeMs: 6_000n });
    const round = await begin(feedId);
    const [liar, ...honest] = round.members.map((member) => observe(round, { member, round: 0n }));
    const [turn] = transmitterOrder(feedId, 0n, round.feed.operators);
    const transmitter = round.members.find(({ publicKey }) => equalBytes(publicKey, turn!))!;
    const reportOf = (first: NonNullable<typeof liar>) =>
      encode(
        ReportSchema,
        signReport(buildReport(round.feed, [first, ...honest]), round.network, {
          pubkey: transmitter.publicKey,
          sign: (digest) => transmitter.sign(digest),
        }),
      );
    const member = round.members[0]!;
    const forged = attest(round, { member, round: 0n });
    forged.body.readings[0]!.value!.mantissa += 100n;
    expect(
      await codeOf(submit(reportOf(observe(round, { member, round: 0n, attestations: [forged] })))),
    ).toBe('attestation.signature');
    expect(await codeOf(net.oracle.latest(feedId))).toBe('feed.no_value');
    expect(await net.oracle.valueAt(feedId, 0n)).toBeUndefined();

    expect(await codeOf(submit(reportOf(liar!)))).toBeUndefined();
    expect(formatDecimal((await net.oracle.valueAt(feedId, 0n))!.value)).toBe('21.50');
    expect(await net.oracle.valueAt(feedId, 1n)).toBeUndefined();
    await vi.waitFor(async () => expect(await codeOf(net.oracle.latest(feedId))).toBe('feed.stale'), WAIT);
    expect(formatDecimal((await net.oracle.latest(feedId, { allowStale: true })).value)).toBe('21.50');
  });
});

describe('a command', () => {
  it('without enough escrow is not issued; one that nobody carries out is refunded after its deadline, once', async () => {
    const device = await net.registerDevice();
    expect(await codeOf(net.issueCommand(device, 60_000, 999n))).toBe('command.escrow');
    await net.issueCommand(device, 8_000);
    expect(await codeOf(refund())).toBe('command.not_expired');
    const { deadlineMs, escrow } = (await net.devices.command(1n))!;
    await vi.waitFor(async () => expect(BigInt(await blockTimeMs())).toBeGreaterThan(deadlineMs), WAIT);
    const held = await net.owner.balance(net.devices.address, DENOM);
    expect(await codeOf(refund())).toBeUndefined();
    expect((await net.devices.command(1n))?.status).toBe('refunded');
    expect(await net.owner.balance(net.devices.address, DENOM)).toBe(held - escrow);
    expect(await codeOf(refund())).toBe('command.final');
  });
});
