import { oracleMsg } from '@cloudx3/sdk';
import { beforeAll, describe, expect, it } from 'vitest';
import { runOracleNode } from '../outside-process.ts';
import { configOf, likeTheHonestFeed, nodeIndexes, operationNamed } from './stage.ts';
import type { Stage } from './stage.ts';

const LABEL = 'Free energy for everybody';

/** Anybody may make a feed that names these operators and what their credential opens. Nothing is sent for it until they agree. */
export function tryFeed(stage: () => Stage): void {
  describe('a stranger’s feed on what the operators’ credential opens', () => {
    let feedId: number;

    /** Power of the owner's plug, by an account that has nothing to do with it. */
    beforeAll(async () => {
      const { network, stranger } = stage();
      const device = await network.devices.device(network.deviceId);
      const feed = {
        ...(await likeTheHonestFeed(network)),
        ...{ label: LABEL, operationId: await operationNamed(network, 'shelly/switch-power') },
        ...{ params: device!.params, reading: 'power', unit: 'W', decimals: 1 },
      };
      const chain = await stranger('2000000');
      await chain.execute(network.oracle.address, oracleMsg.createFeed({ feed }), {
        funds: [{ denom: 'ucx3', amount: '500000' }],
      });
      feedId = (await network.oracle.feeds()).find(({ spec }) => spec.label === LABEL)!.id;
    }, 60_000);

    /** The notaries have nothing against the feed: what it reads is the operators' business. */
    async function notariesAgree(): Promise<void> {
      const { network, notaryAccount } = stage();
      const { oracle, members } = network;
      const terms = (await oracle.feedTerms(feedId))!.current.digest;
      for (const [at, pubkey] of members.notaries.entries()) {
        const agreed = { feedId, role: 'notary' as const, pubkey, terms };
        await (await notaryAccount(at)).execute(oracle.address, oracleMsg.accept(agreed));
      }
    }

    it('is read by nobody, and every node says that it was asked', async () => {
      const { network, toldBy, untilValues } = stage();
      await untilValues(3);
      for (const index of nodeIndexes(network)) {
        const records = toldBy(index);
        const standings = records.filter(
          ({ event, id }) => event === 'policy.standing' && id === `${feedId}`,
        );
        expect(standings.map(({ standing }) => standing)).toEqual(['asked']);
        expect(records.filter((record) => record.feedId === feedId)).toEqual([]);
      }
      expect((await network.oracle.feed(feedId))!.lastRound).toBeUndefined();
      const { operators, notaries } = (await network.oracle.feedMembers(feedId))!;
      expect([...operators, ...notaries].filter(({ member }) => member)).toEqual([]);
    });

    it('is shown to an operator with what it wants, and read once a quorum of them agrees', async () => {
      const { network, toldBy, untilValues } = stage();
      const config = (index: number) => ['--config', configOf(network, index)];
      const shown = await runOracleNode(['policy', ...config(0)]);
      expect(shown.said).toContain(`feed ${feedId}: NOT SERVED`);
      expect(shown.said).toContain('which fills <auth_key>');
      const [, terms = ''] = new RegExp(`policy accept feed ${feedId} ([0-9a-f]{32})`).exec(shown.said) ?? [];
      const accept = (index: number, seen: string) =>
        runOracleNode(['policy', 'accept', 'feed', `${feedId}`, seen, ...config(index)]);
      const others = await accept(0, '0'.repeat(32));
      expect(others).toEqual({ code: 1, said: expect.stringContaining('under other terms') as string });
      const first = untilValues(1, feedId);
      await notariesAgree();
      for (const index of [0, 1, 2]) {
        const { code, said } = await accept(index, terms);
        expect(code, said).toBe(0);
      }
      expect((await first).observations).toBe(3);
      expect(toldBy(3).filter((record) => record.feedId === feedId)).toEqual([]);
    });
  });
}
