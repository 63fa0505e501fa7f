import { sha256 } from '@cosmjs/crypto';
import { toHex } from '@cosmjs/encoding';
import type { ContractEvent } from './events.ts';

/** A transaction that is on chain. */
export interface TxOutcome {
  /** As it was asked for, or in upper-case hex. */
  readonly txHash: string;
  /** Of its block. */
  readonly height: number;
  /** 0 where it succeeded; else one of the chain's own, whose effects were undone. */
  readonly code: number;
  /** Why it failed, in the chain's words; empty where it succeeded. */
  readonly rawLog: string;
  /** What it cost. */
  readonly gasUsed: bigint;
  /** What it was allowed to cost. */
  readonly gasWanted: bigint;
  /** What our contracts, and others, said in it. */
  readonly events: readonly ContractEvent[];
}

/** Hash by which a transaction is found: upper-case hex of SHA-256 over its bytes. */
export function txHashOf(bytes: Uint8Array): string {
  return toHex(sha256(bytes)).toUpperCase();
}
