import { oracleMsg } from '@cloudx3/sdk';
import type { ChainWriter, Feed } from '@cloudx3/sdk';
import type { Network } from '@cloudx3/scripts';
import { beforeAll, describe, expect, it } from 'vitest';
import { claimOf, likeTheOwnersDevice } from './claim.ts';
import { likeTheHonestFeed, lostRounds, nodeIndexes } from './stage.ts';
import type { Stage } from './stage.ts';

const FEEDS = 200;
/** Of one transaction. */
const AT_ONCE = 40;
const LABEL = 'Dust';
const DEVICES = 80;
/** Of one transaction. */
const DEVICES_AT_ONCE = 20;
/** Feeds that the second notary agrees to. */
const ACCEPTED = 80;

/** Hundreds of feeds that pay a coin or nothing, and name everybody: a flood of invitations, and dust for who accepts some. */
export function trySwarm(stage: () => Stage): void {
  describe('a swarm of feeds that pay a coin', () => {
    let swarm: readonly Feed[];
    let valuesBefore: number;

    beforeAll(async () => {
      const { network, stranger, values } = stage();
      valuesBefore = values.length;
      const rewards = { observerReward: 1n, notaryReward: 1n, transmitterReward: 1n };
      const feed = { ...(await likeTheHonestFeed(network)), ...rewards, label: LABEL };
      const chain = await stranger('90000000');
      const creation = {
        contractAddress: network.oracle.address,
        msg: oracleMsg.createFeed({ feed }),
        funds: [{ denom: 'ucx3', amount: '10' }],
      };
      for (let made = 0; made < FEEDS; made += AT_ONCE)
        await chain.executeMany(Array.from({ length: AT_ONCE }, () => creation));
      swarm = (await network.oracle.feeds()).filter(({ spec }) => spec.label === LABEL);
    }, 120_000);

    it('engages nobody, and the honest feed loses no round by it', async () => {
      const { network, toldBy, untilValues, values } = stage();
      expect(swarm).toHaveLength(FEEDS);
      await untilValues(3);
      expect(lostRounds(values.slice(Math.max(0, valuesBefore - 1)))).toEqual([]);
      const ids = new Set(swarm.map(({ id }) => id));
      for (const index of nodeIndexes(network)) {
        const records = toldBy(index);
        const asked = records.filter(({ event, id }) => event === 'policy.standing' && ids.has(Number(id)));
        expect(asked).toHaveLength(FEEDS);
        expect(new Set(asked.map(({ standing }) => standing))).toEqual(new Set(['asked']));
        expect(records.filter(({ feedId }) => ids.has(Number(feedId)))).toEqual([]);
      }
      for (const { id } of swarm.slice(0, 3))
        expect((await network.oracle.feed(id))!.lastRound).toBeUndefined();
    });

    it('costs a notary that accepts it nothing of what it earned', async () => {
      const { network, notaryAccount, untilValues, values } = stage();
      const { oracle, feedId, members } = network;
      const [, pubkey] = members.notaries;
      const notary = await notaryAccount(1);
      const some = swarm.slice(0, ACCEPTED);
      const messages = await Promise.all(
        some.map(async ({ id }) => {
          const terms = (await oracle.feedTerms(id))!.current.digest;
          const msg = oracleMsg.accept({ feedId: id, role: 'notary', pubkey: pubkey!, terms });
          return { contractAddress: oracle.address, msg };
        }),
      );
      await notary.executeMany(messages);
      await untilValues(1);
      const earned = values
        .flatMap(({ rewards }) => rewards)
        .filter(({ address }) => address === notary.address)
        .reduce((sum, { amount }) => sum + amount, 0n);
      expect(earned).toBeGreaterThan(0n);
      const owed = await oracle.owed('notary', pubkey!);
      expect(owed.find((each) => each.feedId === feedId)!.owed).toBeGreaterThanOrEqual(earned);
      const before = await notary.balance(notary.address, 'ucx3');
      const { events } = await notary.execute(oracle.address, oracleMsg.claim({ feeds: [feedId] }));
      expect(events.map(({ type }) => type)).toContain('reward_claimed');
      expect((await oracle.rewards(notary.address)).claimed).toBeGreaterThanOrEqual(earned);
      expect(await notary.balance(notary.address, 'ucx3')).toBeGreaterThan(before);
    });
  });

  describe('a swarm of devices that name everybody', () => {
    it('engages nobody, and the honest feed loses no round by it', async () => {
      const { network, stranger, toldBy, untilValues, values } = stage();
      const before = values.length;
      const thief = await stranger('90000000');
      await registerMany(thief, network);
      await untilValues(3);
      expect(lostRounds(values.slice(Math.max(0, before - 1)))).toEqual([]);
      const claimed = (await network.devices.devices()).filter(({ owner }) => owner === thief.address);
      expect(claimed).toHaveLength(DEVICES);
      const ids = claimed.map(({ id }) => id);
      for (const index of nodeIndexes(network)) {
        const told = toldBy(index).filter((record) =>
          ids.some((id) => id === record.id || id === record['device']),
        );
        expect(told.map(({ event, standing }) => [event, standing])).toEqual(
          ids.map(() => ['policy.standing', 'asked']),
        );
      }
    });
  });
}

async function registerMany(thief: ChainWriter, network: Network): Promise<void> {
  const contractAddress = network.devices.address;
  const device = await likeTheOwnersDevice(network);
  for (let made = 0; made < DEVICES; made += DEVICES_AT_ONCE)
    await thief.executeMany(
      Array.from({ length: DEVICES_AT_ONCE }, () => ({
        contractAddress,
        msg: claimOf(thief, network, device),
      })),
    );
}
