import { devicesMsg } from '@cloudx3/sdk';
import { describe, expect, it } from 'vitest';
import { claimDevice, likeTheOwnersDevice } from './claim.ts';
import { nodeIndexes, plugOf } from './stage.ts';
import type { Stage } from './stage.ts';

/** Anybody may register a device that names these operators, and the owner's plug as its own. Nothing is sent for it. */
export function tryDevice(stage: () => Stage): void {
  describe('a stranger’s device that is the owner’s plug', () => {
    it('takes no command, has no members, and every node says that it was asked', async () => {
      const { network, stranger, toldBy, untilValues } = stage();
      const { devices } = network;
      const before = await plugOf(network);
      const thief = await stranger('20000000');
      const id = await claimDevice(thief, network, await likeTheOwnersDevice(network));
      const on = {
        ...{ device: id, capability: 'switch', value: 'true' },
        deadlineMs: BigInt((await thief.blockTimeMs()) + 600_000),
      };
      const funds = [{ denom: 'ucx3', amount: '150000' }];
      await expect(
        thief.execute(devices.address, devicesMsg.issueCommand(on), { funds }),
      ).rejects.toMatchObject({
        contractCode: 'device.unbound',
      });
      await untilValues(2);
      for (const index of nodeIndexes(network)) {
        const records = toldBy(index).filter((record) => record.id === id || record['device'] === id);
        expect(records.map(({ event, standing }) => [event, standing])).toEqual([
          ['policy.standing', 'asked'],
        ]);
      }
      const { operators, notaries } = (await devices.members(id))!;
      expect([...operators, ...notaries].filter(({ member }) => member)).toEqual([]);
      expect(await plugOf(network)).toEqual(before);
    });
  });
}
