import { ContextSchema, create, equalBytes } from '@cloudx3/proto';
import type { Command, Device } from '@cloudx3/sdk';
import {
  checkAttestation,
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
  take(id: bigint, operator: Uint8Array): Emitted {
    const command = this.pending(id);
    this.checkNotExpired(command);
    const now = this.deps.nowMs();
    if (command.lease !== undefined && now < command.lease.untilMs)
      throw new Refused(`command.leased: the command is taken until ${command.lease.untilMs}`);
    if (!this.device(command).operators.some((key) => equalBytes(key, operator)))
      throw new Refused("command.operator: the key is not in the device's operator set");
    const ends = now + LEASE_MS;
    const untilMs = ends < command.deadlineMs ? ends : command.deadlineMs;
    this.commands.set(id, { ...command, lease: { operator: Uint8Array.from(operator), untilMs } });
    return event('command_taken', id, { operator: bytesToHex(operator), until_ms: String(untilMs) });
  }

  /** CMD-3. */
  settle(id: bigint, action: Uint8Array | undefined, readback: Uint8Array): Emitted {
    const command = this.pending(id);
    this.checkNotExpired(command);
    const shown = this.receipt(command, readback, command.readbackOperation, command.readbackParams);
    const { prover } = shown.body;
    if (command.lease === undefined || !equalBytes(command.lease.operator, prover))
      throw new Refused('command.not_taken: the prover of the read-back did not take the command last');
    const value = shown.body.readings.find(({ name }) => name === command.readbackReading)?.value;
    if (value === undefined || compareDecimal(value, command.expect) !== 0)
      throw new Refused('command.reading: the read-back says another value than the command');
    const acted =
      action === undefined
        ? undefined
        : this.receipt(command, action, command.actionOperation, command.actionParams);
    if (acted !== undefined) checkPair(shown, acted);
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
    });
  }

  /** CMD-4: whoever asks, once the deadline has passed. */
  refund(id: bigint): Emitted {
    const command = this.pending(id);
    if (this.deps.nowMs() <= command.deadlineMs)
      throw new Refused(`command.not_expired: the deadline is ${command.deadlineMs}`);
    this.commands.set(id, { ...command, status: 'refunded' });
    return event('command_refunded', id, { to: command.issuer, amount: command.escrow.toString() });
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
  if (equalBytes(shown.sessionId, acted.sessionId))
    throw new Refused("observation.session_reused: the action is of the read-back's session");
  if (acted.sessionTimeMs > shown.sessionTimeMs)
    throw new Refused("attestation.session_time: the action's session is after the read-back's");
}

function event(type: string, id: bigint, attributes: Readonly<Record<string, string>>): Emitted {
  return { contract: DEVICES, type, attributes: { command_id: String(id), ...attributes } };
}
