// Generated from contracts/schema/devices.json by "npm run generate"; change the contract's messages instead.
import type { Decimal } from '@cloudx3/verifier-core';

export interface Rewards {
  readonly accrued: bigint;
  readonly address: string;
  readonly claimed: bigint;
}

export interface AllRewardsResponse {
  readonly rewards: readonly Rewards[];
}

export interface CapabilityValue {
  /** What the read-back says once the command is carried out. */
  readonly expect: Decimal;
  readonly value: string;
}

/** Something that a device can be told to do. */
export interface Capability {
  readonly actionOperation: Uint8Array;
  readonly name: string;
  readonly readbackOperation: Uint8Array;
  readonly readbackReading: string;
  /** Parameter of the action operation that carries the value. */
  readonly valueParam: string;
  readonly values: readonly CapabilityValue[];
}

/** One parameter of an operation. */
export interface Param {
  readonly name: string;
  readonly value: string;
}

export interface Lease {
  readonly operator: Uint8Array;
  readonly untilMs: bigint;
}

export interface Receipt {
  readonly actionId?: string | undefined;
  readonly executor: Uint8Array;
  /** Attestation ids in hex. */
  readonly readbackId: string;
  readonly settledAtMs: bigint;
}

export type Status = 'pending' | 'settled' | 'refunded';

export interface Command {
  readonly actionOperation: Uint8Array;
  readonly actionParams: readonly Param[];
  readonly capability: string;
  readonly deadlineMs: bigint;
  readonly device: string;
  readonly escrow: bigint;
  readonly expect: Decimal;
  readonly id: bigint;
  readonly issuedAtMs: bigint;
  readonly issuer: string;
  /** The last one, which may have ended. */
  readonly lease?: Lease | undefined;
  readonly readbackOperation: Uint8Array;
  readonly readbackParams: readonly Param[];
  readonly readbackReading: string;
  readonly receipt?: Receipt | undefined;
  readonly status: Status;
  readonly value: string;
}

export interface CommandsResponse {
  readonly commands: readonly Command[];
}

export interface ConfigResponse {
  readonly chainId: string;
  readonly contract: string;
  readonly denom: string;
  readonly executorSharePercent: number;
  readonly leaseMs: bigint;
  readonly oracle: string;
}

/** How a session was notarized. */
export type Mode = 'mpc' | 'proxy';

export interface Device {
  readonly acceptedModes: readonly Mode[];
  readonly allowCustomCa: boolean;
  readonly capabilities: readonly Capability[];
  /** Bech32 address of the device wallet's key. */
  readonly id: string;
  readonly label: string;
  /** Sorted. */
  readonly notaries: readonly Uint8Array[];
  /** Sorted. */
  readonly operators: readonly Uint8Array[];
  readonly owner: string;
  /** Sorted by name. */
  readonly params: readonly Param[];
  readonly price: bigint;
  readonly pubkey: Uint8Array;
  readonly registeredAtMs: bigint;
  readonly serial: string;
  readonly vendor: string;
}

export interface DevicesResponse {
  readonly devices: readonly Device[];
}
