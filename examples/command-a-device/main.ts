// Commands a device, and waits until an attested answer of its vendor settles the command.
//
//   MNEMONIC_FILE=FILE node main.ts --devices ADDRESS [--rpc URL] [--device ID] [--capability switch] [--value true]
//
// The wallet is that of the device's owner: nobody else may command it. MNEMONIC holds the words themselves, MNEMONIC_FILE the path of a file with them.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  ChainWriter,
  DevicesQueries,
  devicesMsg,
  followBlocks,
  readDevicesEvent,
  walletFromMnemonic,
} from '@cloudx3/sdk';
import type { Device, DevicesEvent, TxOutcome } from '@cloudx3/sdk';

const { values: given } = parseArgs({
  options: {
    rpc: { type: 'string', default: 'http://127.0.0.1:20000' },
    devices: { type: 'string' },
    device: { type: 'string' },
    capability: { type: 'string', default: 'switch' },
    value: { type: 'string', default: 'true' },
    'gas-price': { type: 'string', default: '0.025ucx3' },
  },
});
const contract = given.devices ?? usage();
/** How long the network may take. Afterwards whoever likes sends the escrow back to the owner. */
const PATIENCE_MS = 600_000;

const chain = await ChainWriter.connect({
  rpcUrl: given.rpc,
  signer: await walletFromMnemonic(mnemonic(), 'wasm'),
  gasPrice: given['gas-price'],
});
const devices = new DevicesQueries(chain, contract);
try {
  const device = await findDevice();
  if (device.binding === undefined) throw new Error(`nobody has shown yet that ${device.label} is theirs`);
  refuseUnknownOrder(device);
  console.log(`${chain.address} commands "${device.label}" (${device.id})`);
  process.exitCode = (await settled(await issue(device))) ? 0 : 1;
} finally {
  chain.close();
}

function usage(): never {
  console.error('Give the address of the devices contract: --devices ADDRESS');
  process.exit(2);
}

function mnemonic(): string {
  const { MNEMONIC, MNEMONIC_FILE } = process.env;
  if (MNEMONIC !== undefined) return MNEMONIC;
  // Not an argument: every user of a machine sees what programs are started with.
  if (MNEMONIC_FILE === undefined)
    throw new Error('put the words into MNEMONIC, or a path into MNEMONIC_FILE');
  return readFileSync(MNEMONIC_FILE, 'utf8').trim();
}

/** The device that was named, or the first that this wallet owns. */
async function findDevice(): Promise<Device> {
  const found =
    given.device === undefined
      ? (await devices.devices()).find(({ owner }) => owner === chain.address)
      : await devices.device(given.device);
  if (found === undefined) throw new Error(`${chain.address} owns no such device in ${devices.address}`);
  return found;
}

/** The contract would refuse it too; but a refusal costs a transaction, and says less. */
function refuseUnknownOrder({ capabilities }: Device): void {
  const capability = capabilities.find(({ name }) => name === given.capability);
  const values = capability?.values.map(({ value }) => value) ?? [];
  if (values.includes(given.value)) return;
  const can = capabilities.map(
    ({ name, values: all }) => `${name} ${all.map(({ value }) => value).join('|')}`,
  );
  throw new Error(`it cannot be told "${given.capability} ${given.value}", but: ${can.join('; ')}`);
}

interface Issued {
  readonly commandId: bigint;
  readonly deadlineMs: bigint;
  /** Of the block that it is in. */
  readonly height: number;
}

/** Puts the command on chain, with the price in escrow: it pays whoever carries the command out and proves it, and nobody else. */
async function issue({ id, price }: Device): Promise<Issued> {
  const { denom } = await devices.config();
  // The chain's own clock decides about deadlines.
  const deadlineMs = BigInt((await chain.blockTimeMs()) + PATIENCE_MS);
  const { capability, value } = given;
  const outcome = await chain.execute(
    devices.address,
    devicesMsg.issueCommand({ device: id, capability, value, deadlineMs }),
    { funds: [{ denom, amount: String(price) }] },
  );
  const issued = saidBy(outcome).find((said) => said.type === 'command_issued');
  if (issued === undefined) throw new Error(`transaction ${outcome.txHash} issued no command`);
  console.log(`  issued   command ${issued.commandId}: ${capability} → ${value}, ${price}${denom} in escrow`);
  return { commandId: issued.commandId, deadlineMs, height: outcome.height };
}

/** Follows the chain until the command is settled, and says whether it was. Block after block, so that nothing is missed. */
async function settled({ commandId, deadlineMs, height }: Issued): Promise<boolean> {
  for await (const block of followBlocks(chain, { fromHeight: height })) {
    for (const said of saidBy(block)) {
      if (!('commandId' in said) || said.commandId !== commandId) continue;
      if (said.type === 'command_taken') console.log(`  taken    by operator ${hex(said.operator)}`);
      if (said.type === 'command_settled') {
        // The id of what the vendor's server answered when it was asked for the state of the device, signed by a notary.
        console.log(`  settled  by attestation ${hex(said.receipt)}`);
        for (const { address, amount } of said.rewards) console.log(`  paid     ${amount} to ${address}`);
        return true;
      }
      if (said.type === 'command_refunded' || said.type === 'command_cancelled') {
        console.log(`  refunded ${said.amount} to ${said.to}: nobody proved it in time`);
        return false;
      }
    }
    if (block.timeMs > deadlineMs && (await devices.command(commandId))?.status === 'pending') {
      await chain.execute(devices.address, devicesMsg.refundCommand({ commandId }));
    }
  }
  return false;
}

/** What the devices contract said in a block or a transaction. */
function saidBy({ events }: Pick<TxOutcome, 'events'>): DevicesEvent[] {
  return events
    .filter(({ contract }) => contract === devices.address)
    .flatMap((event) => readDevicesEvent(event) ?? []);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
