// Generated from contracts/schema/devices.json by "npm run generate"; change the contract's messages instead.
import type { Decimal } from '@cloudx3/verifier-core';

/** What an account earned, in the smallest unit of the contract's money. */
export interface Rewards {
  /** What waits to be claimed. */
  readonly accrued: bigint;
  /** The account. */
  readonly address: string;
  /** What was claimed so far. */
  readonly claimed: bigint;
}

export interface AllRewardsResponse {
  readonly rewards: readonly Rewards[];
}

/** One value that may be commanded. */
export interface CapabilityValue {
  /** What the read-back says once the command is carried out. */
  readonly expect: Decimal;
  /** What the action operation is given. */
  readonly value: string;
}

/** Something that a device can be told to do. */
export interface Capability {
  /** Id of the operation that acts. */
  readonly actionOperation: Uint8Array;
  /** Of a-z, 0-9, - and _, at most 32. */
  readonly name: string;
  /** Id of the operation that reads the state back. */
  readonly readbackOperation: Uint8Array;
  /** Which of its readings tells the state. */
  readonly readbackReading: string;
  /** Parameter of the action operation that carries the value. */
  readonly valueParam: string;
  /** What may be commanded: 1 to 16 values. */
  readonly values: readonly CapabilityValue[];
}

/** One parameter of an operation. */
export interface Param {
  /** Of a LIST and of nothing else: its items, strictly increasing. */
  readonly items?: readonly string[] | undefined;
  readonly name: string;
  /** Empty for a LIST. */
  readonly value: string;
}

/** Who may carry a command out now (CMD-2). Times are Unix milliseconds. */
export interface Lease {
  /** Key of the operator that took the command. */
  readonly operator: Uint8Array;
  /** Until then nobody else takes it. */
  readonly untilMs: bigint;
}

/** What settled a command (CMD-3). Times are Unix milliseconds. */
export interface Receipt {
  /** There where an attestation of the action went along. */
  readonly actionId?: string | undefined;
  /** Key of the operator that carried the command out. */
  readonly executor: Uint8Array;
  /** Attestation ids in hex. */
  readonly readbackId: string;
  /** Block time. */
  readonly settledAtMs: bigint;
}

/** Where a command stands; settled and refunded are final. */
export type Status = 'pending' | 'settled' | 'refunded';

/** A command on a device (CMD-1). Times are Unix milliseconds. */
export interface Command {
  /** Id of the operation that acts. */
  readonly actionOperation: Uint8Array;
  /** Its parameters, sorted by name. */
  readonly actionParams: readonly Param[];
  /** Name of the capability. */
  readonly capability: string;
  /** Afterwards the escrow is refunded. */
  readonly deadlineMs: bigint;
  /** Id of the device. */
  readonly device: string;
  /** What was paid in. */
  readonly escrow: bigint;
  /** What that reading says once the command is carried out. */
  readonly expect: Decimal;
  /** Counted from 1. */
  readonly id: bigint;
  /** Block time. */
  readonly issuedAtMs: bigint;
  /** Who is refunded. */
  readonly issuer: string;
  /** The last one, which may have ended. */
  readonly lease?: Lease | undefined;
  /** Id of the operation that reads the state back. */
  readonly readbackOperation: Uint8Array;
  /** Its parameters, sorted by name. */
  readonly readbackParams: readonly Param[];
  /** Which of its readings tells the state. */
  readonly readbackReading: string;
  /** What settled it. */
  readonly receipt?: Receipt | undefined;
  /** Where the command stands. */
  readonly status: Status;
  /** What was commanded. */
  readonly value: string;
}

export interface CommandsResponse {
  readonly commands: readonly Command[];
}

/** How the contract was made, and where it is. */
export interface ConfigResponse {
  /** What signed bodies name, together with `contract`. */
  readonly chainId: string;
  /** Its own address. */
  readonly contract: string;
  /** Of escrows and rewards. */
  readonly denom: string;
  /** The executor's share of the escrow; the rest goes to the notaries. */
  readonly executorSharePercent: number;
  /** How long a node holds a command that it took. */
  readonly leaseMs: bigint;
  /** The oracle contract, where operators, notaries and operations are registered. */
  readonly oracle: string;
}

/** How a session was notarized. */
export type Mode = 'mpc' | 'proxy';

/** A registered device wallet (DEV-1). Times are Unix milliseconds. */
export interface Device {
  /** Modes in which a receipt may be notarized. */
  readonly acceptedModes: readonly Mode[];
  /** Whether sessions that were checked against a private CA count. */
  readonly allowCustomCa: boolean;
  /** What it can be told to do. */
  readonly capabilities: readonly Capability[];
  /** Bech32 address of the device wallet's key. */
  readonly id: string;
  /** For people. */
  readonly label: string;
  /** Sorted. */
  readonly notaries: readonly Uint8Array[];
  /** Sorted. */
  readonly operators: readonly Uint8Array[];
  /** Who registered the device, and who may command it. */
  readonly owner: string;
  /** Sorted by name. */
  readonly params: readonly Param[];
  /** Least escrow of a command. */
  readonly price: bigint;
  /** Compressed secp256k1, 33 bytes. */
  readonly pubkey: Uint8Array;
  /** Block time. */
  readonly registeredAtMs: bigint;
  /** What the vendor knows the device by. */
  readonly serial: string;
  /** Name of the vendor. */
  readonly vendor: string;
}

export interface DevicesResponse {
  readonly devices: readonly Device[];
}
