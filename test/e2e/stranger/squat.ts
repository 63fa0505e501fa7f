import { commandDevice, admitMembers, bindDevice, proveControl } from '@cloudx3/scripts';
import { devicesMsg } from '@cloudx3/sdk';
import { readOperation, unwrap } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { claimDevice, disguises, likeTheOwnersDevice } from './claim.ts';
import { operationNamed } from './stage.ts';
import type { Stage } from './stage.ts';

/** Whoever claims a serial first has nothing by that: who can read the device has it. */
export function trySquat(stage: () => Stage): void {
  describe('a thief that claims the serial before its owner', () => {
    const claims: string[] = [];

    it('takes nothing by it, however it writes the serial', async () => {
      const { network, stranger } = stage();
      const { devices, deviceId, owner } = network;
      const device = await likeTheOwnersDevice(network);
      await owner.execute(devices.address, devicesMsg.releaseDevice({ device: deviceId }));
      const thief = await stranger('20000000');
      for (const disguised of disguises(device)) claims.push(await claimDevice(thief, network, disguised));
      for (const id of claims) expect((await devices.device(id))!.binding).toBeUndefined();
      await expect(readAs(thief.address, claims[0]!)).rejects.toMatchObject({ name: 'NotaryError' });
    });

    it('is bound by its owner’s attested read, and obeys the owner alone', { timeout: 180_000 }, async () => {
      const { network, signal, terminal } = stage();
      const { devices, deviceId, vendor, members, owner, reader } = network;
      const bound = { id: deviceId, vendor, notaries: members.notaries };
      const said: string[] = [];
      const tells = { ...terminal, event: (_: string, text: string) => void said.push(text) };
      await bindDevice({ owner, terminal: tells }, network, bound, reader, signal);
      await admitMembers({ owner }, network, deviceId);
      expect(said).toEqual([expect.stringContaining(`device ${deviceId} is bound`)]);
      expect((await devices.device(deviceId))!.binding).toBeDefined();
      for (const id of claims) expect((await devices.device(id))!.binding).toBeUndefined();
      expect(await commandDevice(network, terminal, signal)).toMatchObject({ status: 'settled' });
    });

    /** A read under another account at the vendor, which does not have the plug. */
    async function readAs(claimant: string, device: string): Promise<unknown> {
      const { network, signal } = stage();
      const { oracle, vendor, devices, members, reader } = network;
      const id = await operationNamed(network, 'shelly/switch-state');
      const operation = unwrap(readOperation((await oracle.operation(id))!.operation));
      const [pubkey] = members.notaries;
      const { url } = (await oracle.notary(pubkey!))!;
      const length = vendor.credentials[0]!.secrets['auth_key']!.length;
      const read = {
        ...{ operation, params: vendor.device.params, secrets: { auth_key: 'f'.repeat(length) } },
        ...{ devices: devices.address, device, claimant, notaries: [{ url, pubkey: pubkey! }] },
      };
      return proveControl(read, reader, signal);
    }
  });
}
