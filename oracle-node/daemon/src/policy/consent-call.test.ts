// What has to be said on chain so that it goes by what the operator decided, against contracts in memory.
import { devicesMsg, oracleMsg } from '@cloudx3/sdk';
import type { Device, DeviceMembers, Feed } from '@cloudx3/sdk';
import { afterAll, describe, expect, it } from 'vitest';
import { Cluster, INTERVAL_MS } from '../testing/cluster/cluster.ts';
import { MemoryChain } from '../testing/cluster/memory-chain.ts';
import { DEVICE } from '../testing/cluster/test-registry.ts';
import { deviceAsk, feedAsk, pendingAsk } from './ask.ts';
import { acceptance, withdrawal } from './consent-call.ts';
import type { ConsentChain } from './consent-call.ts';
import { consentConformance } from './conformance/consent-conformance.ts';

const made: Cluster[] = [];

afterAll(() => Promise.all(made.map((cluster) => cluster.close())));

function invited(): Cluster {
  const cluster = new Cluster({ members: 2 });
  made.push(cluster);
  cluster.ledger.members.delete(1);
  return cluster;
}

consentConformance('the chain in memory', () => {
  const { ledger, clock, members } = invited();
  const { startMs } = ledger.feeds.get(1)!.spec;
  return Promise.resolve({
    chain: new MemoryChain('account-0', ledger),
    stranger: new MemoryChain('account-1', ledger),
    self: members[0]!.publicKey,
    feedId: 1,
    nowMs: () => Promise.resolve(BigInt(clock.nowMs())),
    untilNext(round) {
      clock.advance(Number(startMs) + (Number(round) - 1) * INTERVAL_MS - clock.nowMs());
      return Promise.resolve();
    },
  });
});

describe('a change that is announced', () => {
  /** A member of feed 1, which will pay another reward from round 9 on. */
  function changing(agreed: boolean) {
    const cluster = new Cluster({ members: 1 });
    made.push(cluster);
    const self = cluster.members[0]!.publicKey;
    const before = cluster.feed();
    const spec = { ...before.spec, observerReward: 77n };
    const feed: Feed = { ...before, pending: { fromRound: 9n, spec } };
    const chain = new MemoryChain('account-0', cluster.ledger);
    const later = { digest: new Uint8Array(32).fill(9), text: '' };
    const on: ConsentChain = {
      feed: () => Promise.resolve(feed),
      async feedMembers(id) {
        const members = (await chain.feedMembers(id))!;
        return { ...members, operators: members.operators.map((seat) => ({ ...seat, agreed })) };
      },
      async feedTerms(id) {
        return { ...(await chain.feedTerms(id))!, pending: { fromRound: 9n, terms: later } };
      },
      device: (id) => chain.device(id),
      deviceMembers: (id) => chain.deviceMembers(id),
    };
    return { on, feed, self, later, speaker: { self, nowMs: BigInt(cluster.clock.nowMs()) } };
  }

  it('is agreed to by its own terms, by who did not yet', async () => {
    const { on, feed, self, later, speaker } = changing(false);
    const call = await acceptance(on, pendingAsk(feed)!, speaker);
    const terms = later.digest;
    expect(call?.message).toEqual(oracleMsg.accept({ feedId: 1, role: 'operator', pubkey: self, terms }));
    // Of what holds until then it is a member already.
    expect(await acceptance(on, feedAsk(feed), speaker)).toBeUndefined();
  });

  it('is not agreed to twice', async () => {
    const { on, feed, speaker } = changing(true);
    expect(await acceptance(on, pendingAsk(feed)!, speaker)).toBeUndefined();
  });

  it('is not agreed to where the chain announces something else than was accepted', async () => {
    const { on, feed, speaker } = changing(false);
    const other = { ...pendingAsk(feed)!, terms: '00'.repeat(32) };
    expect(await acceptance(on, other, speaker)).toBeUndefined();
  });
});

describe('a member that was absent too long', () => {
  it('does not accept before it may, and then does', async () => {
    const { ledger, clock, members } = invited();
    const self = members[0]!.publicKey;
    const chain = new MemoryChain('account-0', ledger);
    const nowMs = BigInt(clock.nowMs());
    const none = { pubkey: self, account: 'account-0', agreed: true, member: false, absent: 50, owed: 0n };
    const jailedUntilMs = nowMs + 5_000n;
    const operators = [{ ...none, rounds: [{ from: 0n, until: 1n }], jailedUntilMs }];
    ledger.members.set(1, { ...chainless, operators });
    const ask = feedAsk(ledger.feeds.get(1)!);
    expect(await acceptance(chain, ask, { self, nowMs })).toBeUndefined();
    expect((await acceptance(chain, ask, { self, nowMs: jailedUntilMs }))?.does).toBe('accept');
  });

  const chainless = { notaries: [], quorum: 1 };
});

describe('a device', () => {
  /** What a device's contract says of the one member. */
  function device(member: Partial<DeviceMembers['operators'][number]>) {
    const cluster = new Cluster({ members: 1 });
    made.push(cluster);
    const self = cluster.members[0]!.publicKey;
    const shown: Device = cluster.ledger.devices.get(DEVICE)!;
    const chain = new MemoryChain('account-0', cluster.ledger);
    const none = { pubkey: self, invited: true, member: false, terms: undefined, spans: [] };
    const on: ConsentChain = {
      feed: (id) => chain.feed(id),
      feedMembers: (id) => chain.feedMembers(id),
      feedTerms: (id) => chain.feedTerms(id),
      device: (id) => Promise.resolve(id === DEVICE ? shown : undefined),
      deviceMembers: () => Promise.resolve({ operators: [{ ...none, ...member }], notaries: [] }),
    };
    return { on, self, shown, ask: deviceAsk(shown), speaker: { self, nowMs: 0n } };
  }
  const id = DEVICE;

  it('is accepted with the digest of its terms, by who is named and no member', async () => {
    const { on, self, shown, ask, speaker } = device({});
    expect((await acceptance(on, ask, speaker))?.message).toEqual(
      devicesMsg.acceptDevice({ device: DEVICE, role: 'operator', pubkey: self, terms: shown.terms }),
    );
    const other = { ...ask, terms: '00'.repeat(32) };
    expect(await acceptance(on, other, speaker)).toBeUndefined();
    for (const member of [{ member: true }, { invited: false }]) {
      const { on: at } = device(member);
      expect(await acceptance(at, ask, speaker)).toBeUndefined();
    }
  });

  it('is left by who serves it, once, and accepted again under another name', async () => {
    const open = device({ member: true, spans: [{ fromMs: 5n, untilMs: undefined }] });
    const left = await withdrawal(open.on, { kind: 'device', id }, open.speaker);
    expect(left?.message).toEqual(
      devicesMsg.leaveDevice({ device: DEVICE, role: 'operator', pubkey: open.self }),
    );
    const gone = device({ spans: [{ fromMs: 5n, untilMs: 6n }] });
    expect(await withdrawal(gone.on, { kind: 'device', id }, gone.speaker)).toBeUndefined();
    const fresh = device({});
    const names = await Promise.all(
      [fresh, gone].map(async ({ on, ask, speaker }) => (await acceptance(on, ask, speaker))?.key),
    );
    expect(new Set(names).size).toBe(2);
  });
});
