// Four nodes on real parts but for the cryptography of MPC. A round's value and a command's settlement have to come out of the chain.
import { formatDecimal } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addressOf } from '../testing/devnet/accounts.ts';
import { LEASE_DEPOSIT } from '../testing/devnet/contracts.ts';
import { DevnetNetwork } from '../testing/devnet/devnet-network.ts';

const WAIT = { timeout: 90_000, interval: 250 };

const net = new DevnetNetwork({ members: 4, firstPort: 25_100 });

beforeAll(async () => {
  await net.start();
  for (const index of net.members.keys()) await net.startMember(index);
}, 120_000);

afterAll(() => net.close());

/** How many transactions of all nodes ended so, as the nodes themselves count them. */
async function transactions(outcome: string): Promise<number> {
  const all = await Promise.all(net.running.map(({ counted }) => counted('node_transactions_total')));
  return all
    .flat()
    .filter(({ labels }) => labels['outcome'] === outcome)
    .reduce((sum, { value }) => sum + value, 0);
}

describe('on the embedded chain', () => {
  it('a feed gets a value a round, from all four nodes, by one transaction each', async () => {
    const feedId = await net.createFeed();
    await vi.waitFor(
      async () => expect((await net.oracle.history(feedId)).length).toBeGreaterThanOrEqual(3),
      WAIT,
    );
    const history = await net.oracle.history(feedId);
    for (const value of history) {
      expect(formatDecimal(value.value)).toBe('21.50');
      expect(value.modes).toEqual({ mpc: value.observations, proxy: 0 });
    }
    // The first round may have begun before the nodes met; from then on everybody is in.
    expect(history.slice(0, 2).map(({ observations }) => observations)).toEqual([4, 4]);
    // The chain shows a value some moments before the node that sent it hears of that.
    await vi.waitFor(
      async () => expect(await transactions('confirmed')).toBeGreaterThanOrEqual(history.length),
      WAIT,
    );
    expect(await transactions('failed')).toBe(0);
    for (const { telemetry } of net.running) expect(telemetry.health.all()).toEqual([]);
  });

  it('a command is carried out once and settled, and pays who carried it out', async () => {
    await net.issueCommand(await net.registerDevice(), 80_000);
    await vi.waitFor(async () => expect((await net.devices.command(1n))?.status).toBe('settled'), WAIT);
    const command = (await net.devices.command(1n))!;
    expect(net.switchings()).toBe(1);
    expect(command.receipt?.actionId).toBeDefined();
    const executor = net.members.findIndex(
      ({ publicKey }) => bytesToHex(publicKey) === bytesToHex(command.receipt!.executor),
    );
    // Its share of the price, and its deposit back.
    const { accrued } = await net.devices.rewards(await addressOf(`node-${executor}`));
    expect(accrued).toBe(700n + LEASE_DEPOSIT);
  });
});
