import type { Payment } from '../contract/attribute.ts';
import type { RewardClaimed } from '../oracle/events.ts';

/** A device wallet was registered (rule DEV-1). */
export interface DeviceRegistered {
  readonly type: 'device_registered';
  /** Its id: the bech32 address of its key. */
  readonly device: string;
  /** Who may command it. Bech32. */
  readonly owner: string;
  /** Name of the vendor. */
  readonly vendor: string;
}

/** An owner wants a device to do something (rule CMD-1). */
export interface CommandIssued {
  readonly type: 'command_issued';
  /** Its number, by which it is asked for. */
  readonly commandId: bigint;
  /** Id of the device. */
  readonly device: string;
  /** Name of the capability. */
  readonly capability: string;
  /** What was commanded. */
  readonly value: string;
  /** Afterwards the escrow is refunded. Unix milliseconds. */
  readonly deadlineMs: bigint;
  /** What was paid in, in the smallest unit of the contract's money. */
  readonly escrow: bigint;
}

/** An operator holds a command for a while, so that nobody else carries it out (rule CMD-2). */
export interface CommandTaken {
  readonly type: 'command_taken';
  /** The command. */
  readonly commandId: bigint;
  /** Key of the operator, 33 bytes. */
  readonly operator: Uint8Array;
  /** Until when. Unix milliseconds. */
  readonly untilMs: bigint;
}

/** A receipt settled a command and released its escrow (rules CMD-3 and CMD-4). */
export interface CommandSettled {
  readonly type: 'command_settled';
  /** The command. */
  readonly commandId: bigint;
  /** Id of the device. */
  readonly device: string;
  /** Key of the operator that carried it out, 33 bytes. */
  readonly executor: Uint8Array;
  /** Id of the attestation of the read-back, 32 bytes. */
  readonly receipt: Uint8Array;
  /** Id of the attestation of the action, 32 bytes, where it went along. */
  readonly action?: Uint8Array | undefined;
  /** What accrued, an entry an account. */
  readonly rewards: readonly Payment[];
}

/** A command was not carried out in time, and its escrow went back (rule CMD-4). */
export interface CommandRefunded {
  readonly type: 'command_refunded';
  /** The command. */
  readonly commandId: bigint;
  /** Who issued it. Bech32. */
  readonly to: string;
  /** In the smallest unit of the contract's money. */
  readonly amount: bigint;
}

/** What the devices contract says happened. Tell them apart by `type`. */
export type DevicesEvent =
  DeviceRegistered | CommandIssued | CommandTaken | CommandSettled | CommandRefunded | RewardClaimed;
