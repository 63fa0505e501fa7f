import { devicesMsg, readDevicesEvent } from '@cloudx3/sdk';
import type { NewsOf } from './chain-story.ts';
import { COMMAND } from './economy.ts';
import { StartError } from './error.ts';
import type { LoopResult } from './result.ts';
import type { Network } from './network.ts';
import { nodeLog } from './nodes.ts';
import type { Terminal } from './terminal.ts';

/**
 * The owner commands the device on chain and waits until an attested read-back settles it. A pending command from before is waited for;
 * where it comes to nothing, since its time had run out, the owner commands anew.
 */
export async function commandDevice(
  network: Network,
  terminal: Pick<Terminal, 'event'>,
  signal: AbortSignal,
): Promise<LoopResult['command']> {
  const { devices, deviceId, owner } = network;
  const [pending] = await devices.openCommands(deviceId);
  if (pending !== undefined) {
    terminal.event('owner', `command ${pending.id} from before is still to be settled`);
    const settled = await endOf(pending.id, network, signal);
    if (settled !== undefined) return resultOf(settled);
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
    { funds: [{ denom: network.plan.chain.denom, amount: COMMAND.escrow }] },
  );
  const command = issued.events.map(readDevicesEvent).find((said) => said?.type === 'command_issued');
  if (command === undefined) throw new Error(`transaction ${issued.txHash} issued no command`);
  const settled = await endOf(command.commandId, network, signal);
  if (settled !== undefined) return resultOf(settled);
  throw new StartError(
    'start.command.refunded',
    `command ${command.commandId} was not carried out in time, and its escrow went back`,
    `The nodes’ logs say why: ${network.plan.nodes.map(nodeLog).join(', ')}`,
  );
}

/** How a command was settled; undefined where its escrow went back. */
async function endOf(
  id: bigint,
  { story }: Pick<Network, 'story'>,
  signal: AbortSignal,
): Promise<NewsOf<'command_settled'> | undefined> {
  const known = new AbortController();
  const either = AbortSignal.any([signal, known.signal]);
  const settled = story.when('command_settled', ({ commandId }) => commandId === id, either);
  const refunded = story.when('command_refunded', ({ commandId }) => commandId === id, either);
  const cancelled = story.when('command_cancelled', ({ commandId }) => commandId === id, either);
  try {
    return await Promise.race([settled, Promise.race([refunded, cancelled]).then(() => undefined)]);
  } finally {
    known.abort(new Error('the end of the command is known'));
  }
}

/** Turns the device to the other state than the last settled command left it in; on, if there was none. */
async function nextValue({ devices, deviceId, vendor }: Network): Promise<string> {
  const settled = (await devices.commands())
    .filter(({ device, status }) => device === deviceId && status === 'settled')
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
