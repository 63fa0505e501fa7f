// Generated from contracts/schema/devices.json by "npm run generate"; change the contract's messages instead.
import { writeAmount, writeBytes, writeDecimal, writeU64 } from '../../wire.ts';
import type {
  Capability,
  CapabilityValue,
  DeviceChange,
  DeviceSpec,
  MemberKey,
  Param,
  ProofTerms,
  Role,
} from './types.ts';

/** By the owner, with a signature by the device wallet's key over a DeviceRegistration (DEV-1): a claim, which takes no serial. */
export interface RegisterDevice {
  readonly device: DeviceSpec;
  /** The device wallet, compressed secp256k1, 33 bytes. */
  readonly pubkey: Uint8Array;
  /** By the same key, 64 bytes. */
  readonly signature: Uint8Array;
}

/** By the owner: attestations of one proof operation with purpose binding, exactly as many as the contract asks for (DEV-2). */
export interface BindDevice {
  readonly attestations: readonly Uint8Array[];
  readonly device: string;
}

/** Anybody, once the holder's time to answer is over (DEV-3); `device` is the one that takes over. */
export interface CompleteHandover {
  readonly device: string;
  readonly serverName: string;
}

/** By the owner: the device is a mere claim again (DEV-4). */
export interface ReleaseDevice {
  readonly device: string;
}

/** By the owner: who may take the device; none takes the offer back (DEV-4). */
export interface OfferDevice {
  readonly device: string;
  readonly to?: string | undefined;
}

/** By whom the device is offered; it has no open commands then (DEV-4). */
export interface TakeDevice {
  readonly device: string;
}

/** By the owner. While commands are open the terms stay as they are (DEV-4). */
export interface UpdateDevice {
  readonly change: DeviceChange;
  readonly device: string;
}

/** By the account of a key that the device names; `terms` is the digest of what it saw (DEV-5). */
export interface AcceptDevice {
  readonly device: string;
  readonly pubkey: Uint8Array;
  readonly role: Role;
  readonly terms: Uint8Array;
}

/** Anybody: keys that the device names and whose standing rules at the oracle fit; 1 to 16 (DEV-5). */
export interface AdmitMembers {
  readonly device: string;
  readonly members: readonly MemberKey[];
}

/** By the account that accepted: a lease's length later the key is no member any more (DEV-5). */
export interface LeaveDevice {
  readonly device: string;
  readonly pubkey: Uint8Array;
  readonly role: Role;
}

/** By the owner of a bound device; the funds are the escrow, at least the device's price (CMD-1). */
export interface IssueCommand {
  readonly capability: string;
  readonly deadlineMs: bigint;
  readonly device: string;
  readonly value: string;
}

/** By the issuer, before the first lease, or once the last one has been over for a lease's length (CMD-4). */
export interface CancelCommand {
  readonly commandId: bigint;
}

/** By the account of a member, with exactly the deposit: of the oldest command of its device that is to be done (CMD-2). */
export interface TakeCommand {
  readonly commandId: bigint;
  readonly pubkey: Uint8Array;
}

/** Anybody (CMD-3). */
export interface SettleCommand {
  /** Canonical Attestation of the act; none where the state stood already. */
  readonly action?: Uint8Array | undefined;
  readonly commandId: bigint;
  /** Canonical Attestation of the read-back. */
  readonly readback: Uint8Array;
  /** By the executor over a Settlement that names both, 64 bytes. */
  readonly signature: Uint8Array;
}

/** Anybody, after the deadline: pays the escrow back to the issuer (CMD-4). */
export interface RefundCommand {
  readonly commandId: bigint;
}

/** By the admin: whose proofs of control count, and how many a proof needs (DEV-2). */
export interface SetBindingNotaries {
  readonly notaries: readonly Uint8Array[];
  readonly required: number;
}

/** By the admin: what reading an operation shows about a device; none where it shows nothing any more (DEV-2). */
export interface SetProof {
  readonly operation: Uint8Array;
  readonly proof?: ProofTerms | undefined;
}

/** What the contract "devices" is made with. */
export interface Instantiate {
  /** Says what proves control of a device (DEV-2), and nothing else. Default: who instantiates. */
  readonly admin?: string | undefined;
  /** Whether proofs of control count whose sessions were checked against a private CA. Only where vendors are simulated. */
  readonly allowCustomCa: boolean;
  /** Keys of the notaries whose proofs of control count, at most 31 (DEV-2). None can be bound while there are none. */
  readonly bindingNotaries: readonly Uint8Array[];
  /** How many of them a proof needs: 1 to 8, and no more than there are. */
  readonly bindingRequired: number;
  /** Of escrows, deposits and rewards. */
  readonly denom: string;
  /** The executor's share of what is paid, 0 to 100; the rest goes to the notaries (CMD-4). */
  readonly executorSharePercent: number;
  /** How long the holder of a device may answer a newer proof of another account: 1 ms to 31 days (DEV-3). */
  readonly handoverMs: bigint;
  /** What a lease costs until its holder has settled the command (CMD-2). */
  readonly leaseDeposit: bigint;
  /** How long a node holds a command that it took: 1 ms to one day (CMD-2). */
  readonly leaseMs: bigint;
  /** Least time from issue to deadline that a device may ask for: `leaseMs` to 31 days (CMD-1). */
  readonly leastDeadlineMs: bigint;
  /** Least price of a device with capabilities, at least 1 (CMD-1). */
  readonly leastPrice: bigint;
  /** The oracle contract, where operators, notaries and operations are registered. */
  readonly oracle: string;
  /** What of the escrow is paid where nothing had to be done, 0 to 100 (CMD-4). */
  readonly readbackPercent: number;
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

function writeDeviceChange(it: DeviceChange) {
  return {
    accepted_modes: it.acceptedModes ?? null,
    allow_custom_ca: it.allowCustomCa ?? null,
    capabilities: it.capabilities === undefined ? null : it.capabilities.map(writeCapability),
    label: it.label ?? null,
    min_deadline_ms: it.minDeadlineMs === undefined ? null : writeU64(it.minDeadlineMs),
    notaries: it.notaries === undefined ? null : it.notaries.map(writeBytes),
    operators: it.operators === undefined ? null : it.operators.map(writeBytes),
    price: it.price === undefined ? null : writeAmount(it.price),
  };
}

function writeParam(it: Param) {
  return { items: it.items ?? null, name: it.name, value: it.value };
}

function writeDeviceSpec(it: DeviceSpec) {
  return {
    accepted_modes: it.acceptedModes,
    allow_custom_ca: it.allowCustomCa,
    capabilities: it.capabilities.map(writeCapability),
    label: it.label,
    min_deadline_ms: writeU64(it.minDeadlineMs),
    notaries: it.notaries.map(writeBytes),
    operators: it.operators.map(writeBytes),
    params: it.params.map(writeParam),
    price: writeAmount(it.price),
    serial: it.serial,
    serial_param: it.serialParam,
    vendor: it.vendor,
  };
}

function writeMemberKey(it: MemberKey) {
  return { pubkey: writeBytes(it.pubkey), role: it.role };
}

function writeProofTerms(it: ProofTerms) {
  return { serial_param: it.serialParam, vendor: it.vendor };
}

/** What the contract "devices" is made with, as the JSON it takes. */
export function devicesInstantiate(it: Instantiate) {
  return {
    admin: it.admin ?? null,
    allow_custom_ca: it.allowCustomCa,
    binding_notaries: it.bindingNotaries.map(writeBytes),
    binding_required: it.bindingRequired,
    denom: it.denom,
    executor_share_percent: it.executorSharePercent,
    handover_ms: writeU64(it.handoverMs),
    lease_deposit: writeAmount(it.leaseDeposit),
    lease_ms: writeU64(it.leaseMs),
    least_deadline_ms: writeU64(it.leastDeadlineMs),
    least_price: writeAmount(it.leastPrice),
    oracle: it.oracle,
    readback_percent: it.readbackPercent,
  };
}

/** Execute messages of the contract "devices", as the JSON it takes. */
export const devicesMsg = {
  /** By the owner, with a signature by the device wallet's key over a DeviceRegistration (DEV-1): a claim, which takes no serial. */
  registerDevice: (it: RegisterDevice) => ({
    register_device: {
      device: writeDeviceSpec(it.device),
      pubkey: writeBytes(it.pubkey),
      signature: writeBytes(it.signature),
    },
  }),

  /** By the owner: attestations of one proof operation with purpose binding, exactly as many as the contract asks for (DEV-2). */
  bindDevice: (it: BindDevice) => ({
    bind_device: { attestations: it.attestations.map(writeBytes), device: it.device },
  }),

  /** Anybody, once the holder's time to answer is over (DEV-3); `device` is the one that takes over. */
  completeHandover: (it: CompleteHandover) => ({
    complete_handover: { device: it.device, server_name: it.serverName },
  }),

  /** By the owner: the device is a mere claim again (DEV-4). */
  releaseDevice: (it: ReleaseDevice) => ({ release_device: { device: it.device } }),

  /** By the owner: who may take the device; none takes the offer back (DEV-4). */
  offerDevice: (it: OfferDevice) => ({ offer_device: { device: it.device, to: it.to ?? null } }),

  /** By whom the device is offered; it has no open commands then (DEV-4). */
  takeDevice: (it: TakeDevice) => ({ take_device: { device: it.device } }),

  /** By the owner. While commands are open the terms stay as they are (DEV-4). */
  updateDevice: (it: UpdateDevice) => ({
    update_device: { change: writeDeviceChange(it.change), device: it.device },
  }),

  /** By the account of a key that the device names; `terms` is the digest of what it saw (DEV-5). */
  acceptDevice: (it: AcceptDevice) => ({
    accept_device: {
      device: it.device,
      pubkey: writeBytes(it.pubkey),
      role: it.role,
      terms: writeBytes(it.terms),
    },
  }),

  /** Anybody: keys that the device names and whose standing rules at the oracle fit; 1 to 16 (DEV-5). */
  admitMembers: (it: AdmitMembers) => ({
    admit_members: { device: it.device, members: it.members.map(writeMemberKey) },
  }),

  /** By the account that accepted: a lease's length later the key is no member any more (DEV-5). */
  leaveDevice: (it: LeaveDevice) => ({
    leave_device: { device: it.device, pubkey: writeBytes(it.pubkey), role: it.role },
  }),

  /** By the owner of a bound device; the funds are the escrow, at least the device's price (CMD-1). */
  issueCommand: (it: IssueCommand) => ({
    issue_command: {
      capability: it.capability,
      deadline_ms: writeU64(it.deadlineMs),
      device: it.device,
      value: it.value,
    },
  }),

  /** By the issuer, before the first lease, or once the last one has been over for a lease's length (CMD-4). */
  cancelCommand: (it: CancelCommand) => ({ cancel_command: { command_id: writeU64(it.commandId) } }),

  /** By the account of a member, with exactly the deposit: of the oldest command of its device that is to be done (CMD-2). */
  takeCommand: (it: TakeCommand) => ({
    take_command: { command_id: writeU64(it.commandId), pubkey: writeBytes(it.pubkey) },
  }),

  /** Anybody (CMD-3). */
  settleCommand: (it: SettleCommand) => ({
    settle_command: {
      action: it.action === undefined ? null : writeBytes(it.action),
      command_id: writeU64(it.commandId),
      readback: writeBytes(it.readback),
      signature: writeBytes(it.signature),
    },
  }),

  /** Anybody, after the deadline: pays the escrow back to the issuer (CMD-4). */
  refundCommand: (it: RefundCommand) => ({ refund_command: { command_id: writeU64(it.commandId) } }),

  /** Pays what has accrued to the sender: rewards, deposits that came back, and escrows that were refunded to make room (CMD-4). */
  claim: () => ({ claim: {} }),

  /** By the admin: whose proofs of control count, and how many a proof needs (DEV-2). */
  setBindingNotaries: (it: SetBindingNotaries) => ({
    set_binding_notaries: { notaries: it.notaries.map(writeBytes), required: it.required },
  }),

  /** By the admin: what reading an operation shows about a device; none where it shows nothing any more (DEV-2). */
  setProof: (it: SetProof) => ({
    set_proof: {
      operation: writeBytes(it.operation),
      proof: it.proof === undefined ? null : writeProofTerms(it.proof),
    },
  }),
};
