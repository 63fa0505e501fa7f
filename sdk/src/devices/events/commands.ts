import type { Payment } from '../../contract/attribute.ts';

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
  /** Id of the device. */
  readonly device: string;
  /** Key of the operator, 33 bytes. */
  readonly operator: Uint8Array;
  /** Until when. Unix milliseconds. */
  readonly untilMs: bigint;
  /** What it paid in, in the smallest unit of the contract's money. */
  readonly deposit: bigint;
}

/** A receipt settled a command and released its escrow (rules CMD-3 and CMD-4). Amounts are in the smallest unit of the contract's money. */
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
  /** Id of the attestation of the action, 32 bytes; none where the state stood already. */
  readonly action?: Uint8Array | undefined;
  /** What accrued, an entry an account; deposits that came back are no part of it. */
  readonly rewards: readonly Payment[];
  /** What of the escrow went back to the issuer. */
  readonly returned: bigint;
  /** Deposits of leases that came to nothing. */
  readonly burned: bigint;
}

/** A command was not carried out, and its escrow went back (rule CMD-4). Amounts are in the smallest unit of the contract's money. */
export interface CommandEnded {
  readonly type: 'command_refunded' | 'command_cancelled';
  /** The command. */
  readonly commandId: bigint;
  /** Id of the device. */
  readonly device: string;
  /** Who issued it. Bech32. */
  readonly to: string;
  /** What went back. */
  readonly amount: bigint;
  /** Deposits of leases that came to nothing. */
  readonly burned: bigint;
}
