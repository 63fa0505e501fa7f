// What a node says of its part in feeds and devices, as the chain has it.
import { afterEach, describe, expect, it } from 'vitest';
import { statusLines } from '../cli/status.ts';
import { acceptsAll } from '../testing/accepts-all.ts';
import { Cluster, INTERVAL_MS } from '../testing/cluster/cluster.ts';
import { MemoryChain } from '../testing/cluster/memory-chain.ts';
import type { ClusterNode } from '../testing/cluster/cluster.ts';
import { DEVICE } from '../testing/cluster/test-registry.ts';
import type { Standing } from '../policy/standing.ts';
import { withdrawal } from '../policy/consent-call.ts';

let cluster = new Cluster();

afterEach(() => cluster.close());

async function shown({ node }: ClusterNode) {
  const status = await node.status();
  const lines = statusLines(status).filter((line) => line.startsWith('Member'));
  return { ...status.memberships.find(({ kind }) => kind === 'feed'), lines };
}

/** A feed that invites one operator, who has said nothing on chain. */
function invite(): void {
  cluster = new Cluster({ members: 1, feed: { quorum: 1 } });
  cluster.ledger.members.delete(1);
}

const servesOnly = (standing: Standing) => ({ ...acceptsAll, standing: () => standing });

describe('a membership', () => {
  it('is shown from acceptance to the end of a leave', async () => {
    invite();
    const node = await cluster.start(0);
    await cluster.pass(3_000);
    expect(await shown(node)).toMatchObject({
      ...{ id: '1', member: false, sinceRound: '1', runway: '100000' },
      reason: 'accepted, and a member from round 1 on',
    });
    await cluster.pass(INTERVAL_MS);
    expect(await shown(node)).toMatchObject({
      ...{ member: true, reason: '', sinceRound: '1' },
      lines: [
        'Member    of feed 1 since round 1; its escrow pays 100000 more rounds',
        `Member    of device ${DEVICE}`,
      ],
    });
    await cluster.stop(0);
    const leaving = await cluster.start(0, { policy: servesOnly('leaving') });
    const chain = new MemoryChain('account-0', cluster.ledger);
    const speaker = { self: leaving.key.publicKey, nowMs: BigInt(cluster.clock.nowMs()) };
    const call = await withdrawal(chain, { kind: 'feed', id: '1' }, speaker);
    await chain.broadcast((await chain.prepare(call!)).bytes);
    await cluster.pass(3_000);
    const { lines, ...left } = await shown(leaving);
    expect(left).toMatchObject({ member: true, sinceRound: '1', untilRound: '4' });
    expect(lines[0]).toContain('since round 1, leaving at round 4');
  });

  it.each<[Standing, string]>([
    ['asked', 'you have not accepted it: it is asked'],
    ['refused', 'you have not accepted it: it is refused'],
    ['leaving', 'it left'],
  ])('is none where the operator’s word is “%s”', async (standing, reason) => {
    invite();
    const node = await cluster.start(0, { policy: servesOnly(standing) });
    await cluster.pass(3_000);
    const { lines, ...membership } = await shown(node);
    expect(membership).toMatchObject({ member: false, reason });
    expect(lines[0]).toContain(`of feed 1: no, ${reason}`);
  });

  it('is none where it cannot be paid, or was absent too long, and says until when', async () => {
    invite();
    cluster.ledger.feeds.set(1, { ...cluster.feed(), runway: 2n });
    const poor = await cluster.start(0, { leastRunway: 3 });
    await cluster.pass(3_000);
    expect((await shown(poor)).reason).toContain('its escrow pays 2 further rounds');
    await cluster.stop(0);
    const jailedUntilMs = BigInt(cluster.clock.nowMs() + INTERVAL_MS);
    const seat = { pubkey: poor.key.publicKey, account: 'account-0', rounds: [{ from: 0n, until: 0n }] };
    const member = { ...seat, member: false, agreed: true, absent: 50, owed: 0n, jailedUntilMs };
    cluster.ledger.members.set(1, { operators: [member], notaries: [], quorum: 1 });
    const jailed = await cluster.start(0);
    await cluster.pass(3_000);
    const { lines, ...membership } = await shown(jailed);
    const until = Number(jailedUntilMs);
    expect(membership).toMatchObject({
      member: false,
      reason: 'it was absent too long',
      jailedUntilMs: until,
    });
    expect(lines[0]).toContain(`out until ${new Date(until).toISOString()}`);
  });

  it('is on its way where the contract did not answer yet, and says what it refused', async () => {
    invite();
    const [operator] = cluster.ledger.operators;
    cluster.ledger.operators[0] = { ...operator!, account: 'somebody else' };
    const node = await cluster.start(0);
    await cluster.pass(5_000);
    expect((await shown(node)).reason).toContain('accepting feed 1 on chain: auth.unauthorized');
  });
});
