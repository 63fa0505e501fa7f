import { devicesMsg, readDevicesEvent } from '@cloudx3/sdk';
import type { NewsOf } from './chain-story.ts';
import { COMMAND } from './economy.ts';
import type { LoopResult } from './result.ts';
import type { Network } from './network.ts';
import { DENOM } from './plan.ts';
import type { Terminal } from './terminal.ts';

/** The owner commands the device on chain and waits until an attested read-back settles it. A pending command from before is waited for. */
export async function commandDevice(
  network: Network,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<LoopResult['command']> {
  const { devices, deviceId, owner, story } = network;
  const settledOf = (id: bigint) =>
    story.when('command_settled', ({ commandId }) => commandId === id, signal);
  const pending = (await devices.commands({ status: 'pending' })).find(({ device }) => device === deviceId);
  if (pending !== undefined) {
    terminal.event('owner', `command ${pending.id} from before is still to be settled`);
    return resultOf(await settledOf(pending.id));
  }
  const value = await nextValue(network);
  const issued = await owner.execute(
    devices.address,
    devicesMsg.issueCommand({
      device: deviceId,
      capability: network.vendor.device.capability,
      value,
      deadlineMs: BigInt((await owner.blockTimeMs()) + COMMAND.deadlineMs),
    }),
    { funds: [{ denom: DENOM, amount: COMMAND.escrow }] },
  );
  const command = issued.events.map(readDevicesEvent).find((said) => said?.type === 'command_issued');
  if (command === undefined) throw new Error(`transaction ${issued.txHash} issued no command`);
  return resultOf(await settledOf(command.commandId));
}

/** Turns the device to the other state than the last settled command left it in; on, if there was none. */
async function nextValue({ devices, deviceId, vendor }: Network): Promise<string> {
  const settled = (await devices.commands({ status: 'settled' }))
    .filter(({ device }) => device === deviceId)
    .at(-1);
  return settled?.value === vendor.device.on ? vendor.device.off : vendor.device.on;
}

function resultOf(settled: NewsOf<'command_settled'>): LoopResult['command'] {
  return {
    id: Number(settled.commandId),
    status: 'settled',
    receipt: Buffer.from(settled.receipt).toString('hex'),
    tx: settled.txHash,
  };
}
