import { ContextSchema, SettlementSchema, create, equalBytes } from '@cloudx3/proto';
import type { Command, Device, DeviceMembers } from '@cloudx3/sdk';
import {
  checkAttestation,
  checkSettlement,
  compareDecimal,
  readAttestation,
  readOperation,
  unwrap,
} from '@cloudx3/verifier-core';
import type { NetworkId, ParamList, VerifiedAttestation } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Refused } from './refused.ts';
import type { Emitted } from './refused.ts';

export const DEVICES = 'ucx1devices';
const LEASE_MS = 60_000n;
export const LEASE_DEPOSIT = 5n;
const MAX_LEASES = 8;

/** Who takes a command. */
interface Taker {
  readonly operator: Uint8Array;
  readonly account: string;
}

/** What a command is settled by, as the message has it. */
interface Settling {
  readonly action: Uint8Array | undefined;
  readonly readback: Uint8Array;
  readonly signature: Uint8Array;
}

export interface MemoryDevicesDeps {
  readonly network: NetworkId;
  readonly operations: ReadonlyMap<string, Uint8Array>;
  nowMs(): bigint;
}

/** The devices contract's rules, in its own codes and order, so that a node under test meets what it will meet on chain. */
export class MemoryDevices {
  readonly devices = new Map<string, Device>();
  readonly commands = new Map<bigint, Command>();
  private readonly deps: MemoryDevicesDeps;

  constructor(deps: MemoryDevicesDeps) {
    this.deps = deps;
  }

  /** CMD-2. */
  take(id: bigint, { operator, account }: Taker, deposit: bigint): Emitted {
    const command = this.pending(id);
    this.checkNotExpired(command);
    const now = this.deps.nowMs();
    if (deposit !== LEASE_DEPOSIT) throw new Refused(`command.deposit: a lease costs ${LEASE_DEPOSIT}`);
    if (!this.device(command).operators.some((key) => equalBytes(key, operator)))
      throw new Refused("command.operator: the key is not in the device's operator set");
    this.checkTurn(command, operator);
    const ends = now + LEASE_MS;
    const untilMs = ends < command.deadlineMs ? ends : command.deadlineMs;
    const lease = { operator: Uint8Array.from(operator), account, fromMs: now, untilMs, deposit };
    this.commands.set(id, { ...command, leases: [...command.leases, lease] });
    const { device } = command;
    const said = {
      device,
      operator: bytesToHex(operator),
      until_ms: String(untilMs),
      deposit: String(deposit),
    };
    return event('command_taken', id, said);
  }

  /** All that a device names serve it. */
  members(id: string): DeviceMembers | undefined {
    const device = this.devices.get(id);
    const serving = (keys: readonly Uint8Array[]) =>
      keys.map((pubkey) => ({ pubkey, invited: true, member: true, terms: device?.terms, spans: [] }));
    return device && { operators: serving(device.operators), notaries: serving(device.notaries) };
  }

  /** The commands of a device that are to be done, oldest first (CMD-1). */
  open(device: string): Command[] {
    const now = this.deps.nowMs();
    return [...this.commands.values()].filter(
      (command) => command.device === device && command.status === 'pending' && now <= command.deadlineMs,
    );
  }

  /** CMD-2: only the oldest, one lease at a time, one lease an operator, and not without end. */
  private checkTurn({ id, device, leases }: Command, operator: Uint8Array): void {
    if (this.open(device)[0]?.id !== id)
      throw new Refused('command.order: another command of the device comes first');
    const last = leases.at(-1);
    if (last !== undefined && this.deps.nowMs() < last.untilMs)
      throw new Refused(`command.leased: the command is taken until ${last.untilMs}`);
    if (leases.some((lease) => equalBytes(lease.operator, operator)))
      throw new Refused('command.taken_before: the key took the command before');
    if (leases.length >= MAX_LEASES) throw new Refused('command.leases: the command has all its leases');
  }

  /** CMD-3. */
  settle(id: bigint, { action, readback, signature }: Settling): Emitted {
    const command = this.pending(id);
    this.checkNotExpired(command);
    const shown = this.receipt(command, readback, command.readbackOperation, command.readbackParams);
    const { prover } = shown.body;
    const leases = command.leases.filter(({ operator }) => equalBytes(operator, prover));
    if (leases.length === 0)
      throw new Refused('command.not_taken: the prover of the read-back did not take it');
    const value = shown.body.readings.find(({ name }) => name === command.readbackReading)?.value;
    if (value === undefined || compareDecimal(value, command.expect) !== 0)
      throw new Refused('command.reading: the read-back says another value than the command');
    const acted =
      action === undefined
        ? undefined
        : this.receipt(command, action, command.actionOperation, command.actionParams);
    if (acted !== undefined) checkPair(shown, acted);
    const { sessionTimeMs } = (acted ?? shown).body;
    if (!leases.some(({ fromMs, untilMs }) => fromMs <= sessionTimeMs && sessionTimeMs <= untilMs))
      throw new Refused('attestation.session_time: is not within the lease of its prover');
    this.checkSigned(id, shown, acted, signature);
    const receipt = {
      readbackId: bytesToHex(shown.id),
      actionId: acted === undefined ? undefined : bytesToHex(acted.id),
      executor: Uint8Array.from(prover),
      settledAtMs: this.deps.nowMs(),
    };
    this.commands.set(id, { ...command, status: 'settled', receipt });
    return event('command_settled', id, {
      device: command.device,
      executor: bytesToHex(prover),
      receipt: receipt.readbackId,
      action: receipt.actionId ?? '',
      rewards: '',
      returned: '0',
      burned: '0',
    });
  }

  /** CMD-4: whoever asks, once the deadline has passed. */
  refund(id: bigint): Emitted {
    const command = this.pending(id);
    if (this.deps.nowMs() <= command.deadlineMs)
      throw new Refused(`command.not_expired: the deadline is ${command.deadlineMs}`);
    this.commands.set(id, { ...command, status: 'refunded' });
    return event('command_refunded', id, {
      device: command.device,
      to: command.issuer,
      amount: command.escrow.toString(),
      burned: '0',
    });
  }

  /** CMD-3: the executor names both. */
  private checkSigned(
    commandId: bigint,
    { id: readbackId, body }: VerifiedAttestation,
    acted: VerifiedAttestation | undefined,
    signature: Uint8Array,
  ): void {
    const signed = create(SettlementSchema, {
      ...{ version: 2, chainId: this.deps.network.chainId, devices: DEVICES, commandId },
      ...{ executor: body.prover, actionId: acted?.id ?? new Uint8Array(), readbackId },
    });
    const checked = checkSettlement(signed, signature);
    if (!checked.ok) throw new Refused(`${checked.code}: ${checked.message}`);
  }

  private pending(id: bigint): Command {
    const command = this.commands.get(id);
    if (command === undefined) throw new Refused(`command.unknown: there is no command ${id}`);
    if (command.status !== 'pending')
      throw new Refused(`command.final: the command is ${command.status} and stays so`);
    return command;
  }

  private checkNotExpired({ deadlineMs }: Command): void {
    if (this.deps.nowMs() > deadlineMs) throw new Refused(`command.expired: the deadline was ${deadlineMs}`);
  }

  private device({ device }: Command): Device {
    const known = this.devices.get(device);
    if (known === undefined) throw new Refused(`device.unknown: there is no device ${device}`);
    return known;
  }

  private receipt(
    command: Command,
    bytes: Uint8Array,
    operationId: Uint8Array,
    params: ParamList,
  ): VerifiedAttestation {
    const device = this.device(command);
    const value = { devices: DEVICES, commandId: command.id };
    const published = this.deps.operations.get(bytesToHex(operationId)) ?? new Uint8Array();
    const checked = checkAttestation(unwrap(readAttestation(bytes)), {
      network: this.deps.network,
      operation: unwrap(readOperation(published)),
      params,
      subject: command.device,
      context: create(ContextSchema, { purpose: { case: 'command', value } }),
      notaries: device.notaries,
      allowCustomCa: device.allowCustomCa,
    });
    if (!checked.ok) throw new Refused(`${checked.code}: ${checked.message}`);
    const { prover, sessionTimeMs } = checked.value.body;
    if (!device.operators.some((key) => equalBytes(key, prover)))
      throw new Refused("attestation.prover: is not in the device's set");
    if (sessionTimeMs < command.issuedAtMs || sessionTimeMs > command.deadlineMs)
      throw new Refused('attestation.session_time: is not between issue and deadline');
    return checked.value;
  }
}

function checkPair({ body: shown }: VerifiedAttestation, { body: acted }: VerifiedAttestation): void {
  if (!equalBytes(shown.prover, acted.prover))
    throw new Refused("attestation.prover: the action is another prover's than the read-back");
  if (equalBytes(shown.notary, acted.notary) && equalBytes(shown.sessionId, acted.sessionId))
    throw new Refused("observation.session_reused: the action is of the read-back's session");
  if (acted.sessionTimeMs >= shown.sessionTimeMs)
    throw new Refused("attestation.session_time: the action's session is not before the read-back's");
}

function event(type: string, id: bigint, attributes: Readonly<Record<string, string>>): Emitted {
  return { contract: DEVICES, type, attributes: { command_id: String(id), ...attributes } };
}
