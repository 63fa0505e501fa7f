// Generated from contracts/schema/devices.json by "npm run generate"; change the contract's messages instead.
import { writeAmount, writeBytes, writeDecimal, writeU64 } from '../../wire.ts';
import type { Capability, CapabilityValue, Mode, Param } from './types.ts';

/** By the owner, with a signature by the device wallet's key over a DeviceRegistration (DEV-1). */
export interface RegisterDevice {
  /** Modes in which a receipt may be notarized. */
  readonly acceptedModes: readonly Mode[];
  /** Whether sessions that were checked against a private CA count. */
  readonly allowCustomCa: boolean;
  /** At most 8. */
  readonly capabilities: readonly Capability[];
  /** For people: 1 to 64 printable characters. */
  readonly label: string;
  /** 1 to 31 registered notaries whose receipts count. */
  readonly notaries: readonly Uint8Array[];
  /** 1 to 31 registered operators that carry commands out. */
  readonly operators: readonly Uint8Array[];
  /** Parameters of the device's operations, `serialParam` among them. */
  readonly params: readonly Param[];
  /** Least escrow of a command. */
  readonly price: bigint;
  /** The device wallet, compressed secp256k1, 33 bytes. */
  readonly pubkey: Uint8Array;
  /** What the vendor knows the device by. */
  readonly serial: string;
  /** Name of the parameter that carries the serial. */
  readonly serialParam: string;
  /** By the same key, 64 bytes. */
  readonly signature: Uint8Array;
  /** Name of the vendor. */
  readonly vendor: string;
}

/** By the owner; the funds are the escrow, at least the device's price (CMD-1). */
export interface IssueCommand {
  readonly capability: string;
  readonly deadlineMs: bigint;
  readonly device: string;
  readonly value: string;
}

/** By the account of a registered operator in the device's set (CMD-2). */
export interface TakeCommand {
  readonly commandId: bigint;
  readonly pubkey: Uint8Array;
}

/** Anybody; the receipt is a canonical Attestation of the read-back, and of the action where there is one (CMD-3). */
export interface SettleCommand {
  readonly action?: Uint8Array | undefined;
  readonly commandId: bigint;
  readonly readback: Uint8Array;
}

/** Anybody, after the deadline: pays the escrow back to the issuer (CMD-4). */
export interface RefundCommand {
  readonly commandId: bigint;
}

/** What the contract "devices" is made with. */
export interface Instantiate {
  /** Of escrows and rewards. */
  readonly denom: string;
  /** The executor's share of the escrow; the rest goes to the notaries. */
  readonly executorSharePercent: number;
  /** How long a node holds a command that it took. */
  readonly leaseMs: bigint;
  /** The oracle contract, where operators, notaries and operations are registered. */
  readonly oracle: string;
}

function writeCapabilityValue(it: CapabilityValue) {
  return { expect: writeDecimal(it.expect), value: it.value };
}

function writeCapability(it: Capability) {
  return {
    action_operation: writeBytes(it.actionOperation),
    name: it.name,
    readback_operation: writeBytes(it.readbackOperation),
    readback_reading: it.readbackReading,
    value_param: it.valueParam,
    values: it.values.map(writeCapabilityValue),
  };
}

function writeParam(it: Param) {
  return { items: it.items ?? null, name: it.name, value: it.value };
}

/** What the contract "devices" is made with, as the JSON it takes. */
export function devicesInstantiate(it: Instantiate) {
  return {
    denom: it.denom,
    executor_share_percent: it.executorSharePercent,
    lease_ms: writeU64(it.leaseMs),
    oracle: it.oracle,
  };
}

/** Execute messages of the contract "devices", as the JSON it takes. */
export const devicesMsg = {
  /** By the owner, with a signature by the device wallet's key over a DeviceRegistration (DEV-1). */
  registerDevice: (it: RegisterDevice) => ({
    register_device: {
      accepted_modes: it.acceptedModes,
      allow_custom_ca: it.allowCustomCa,
      capabilities: it.capabilities.map(writeCapability),
      label: it.label,
      notaries: it.notaries.map(writeBytes),
      operators: it.operators.map(writeBytes),
      params: it.params.map(writeParam),
      price: writeAmount(it.price),
      pubkey: writeBytes(it.pubkey),
      serial: it.serial,
      serial_param: it.serialParam,
      signature: writeBytes(it.signature),
      vendor: it.vendor,
    },
  }),

  /** By the owner; the funds are the escrow, at least the device's price (CMD-1). */
  issueCommand: (it: IssueCommand) => ({
    issue_command: {
      capability: it.capability,
      deadline_ms: writeU64(it.deadlineMs),
      device: it.device,
      value: it.value,
    },
  }),

  /** By the account of a registered operator in the device's set (CMD-2). */
  takeCommand: (it: TakeCommand) => ({
    take_command: { command_id: writeU64(it.commandId), pubkey: writeBytes(it.pubkey) },
  }),

  /** Anybody; the receipt is a canonical Attestation of the read-back, and of the action where there is one (CMD-3). */
  settleCommand: (it: SettleCommand) => ({
    settle_command: {
      action: it.action === undefined ? null : writeBytes(it.action),
      command_id: writeU64(it.commandId),
      readback: writeBytes(it.readback),
    },
  }),

  /** Anybody, after the deadline: pays the escrow back to the issuer (CMD-4). */
  refundCommand: (it: RefundCommand) => ({ refund_command: { command_id: writeU64(it.commandId) } }),

  /** Pays what has accrued to the sender. */
  claim: () => ({ claim: {} }),
};
