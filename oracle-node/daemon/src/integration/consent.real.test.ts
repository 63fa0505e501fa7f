// Consent on the real contract, and a claim of what its report left out.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MemoryNetwork } from '../p2p/memory-gossip.ts';
import { consentConformance } from '../policy/conformance/consent-conformance.ts';
import { feedAsk } from '../policy/ask.ts';
import { acceptance } from '../policy/consent-call.ts';
import { claimGas } from '../policy/predict.ts';
import { DevnetNetwork } from '../testing/devnet/devnet-network.ts';

const WAIT = { timeout: 90_000, interval: 250 };

const net = new DevnetNetwork({ members: 4, firstPort: 25_160, agrees: false });

beforeAll(() => net.start(), 120_000);

afterAll(() => net.close());

consentConformance('the embedded chain', async () => {
  const intervalMs = 2_000n;
  const feedId = await net.createFeed({ intervalMs });
  const [chain, stranger] = [await net.chainOf(0), await net.chainOf(1)];
  const { startMs } = (await chain.feed(feedId))!.spec;
  const nowMs = async () => BigInt(await net.owner.blockTimeMs());
  return {
    ...{ chain, stranger, self: net.members[0]!.publicKey, feedId, nowMs },
    async untilNext(round) {
      const beginsMs = startMs + (round - 1n) * intervalMs;
      await vi.waitUntil(async () => (await nowMs()) >= beginsMs, WAIT);
    },
  };
});

describe('an observation that its report left out', () => {
  const REWARD = 20_000n;

  it('is paid for once, at about the gas that was predicted', async () => {
    const feedId = await net.createFeed({
      observerReward: REWARD,
      startMs: BigInt((await net.owner.blockTimeMs()) + 8_000),
    });
    for (const index of net.members.keys()) {
      const self = net.members[index]!.publicKey;
      const chain = await net.chainOf(index);
      const call = await acceptance(chain, feedAsk((await chain.feed(feedId))!), { self, nowMs: 0n });
      await chain.broadcast((await chain.prepare(call!)).bytes);
      chain.close();
    }
    const key = net.members[0]!.publicKey;
    const unheard = await net.startMember(0, new MemoryNetwork().join(key));
    for (const index of [1, 2, 3]) await net.startMember(index);
    await vi.waitFor(() => expect(unheard.ofName('omission.claimed').length).toBeGreaterThan(0), WAIT);
    const claimed = unheard.ofName('omission.claimed');
    const rounds = claimed.map(({ round }) => round);
    expect(new Set(rounds).size).toBe(rounds.length);
    expect(unheard.ofName('omission.not_claimed')).toEqual([]);
    const gas = Number(claimed[0]!['gas']);
    expect(Math.abs(gas - claimGas(1)) / gas, `${gas} of gas`).toBeLessThan(0.05);
    const owed = (await net.oracle.owed('operator', key)).find((each) => each.feedId === feedId);
    expect(owed!.owed).toBeGreaterThanOrEqual(REWARD);
    expect(owed!.owed % REWARD).toBe(0n);
  });
});
