import type { AcceptedObservation, Equivocation } from '@cloudx3/oracle-protocol';

/** Where block polling goes on after a restart, and whose store this is. */
export interface CursorStore {
  height(): number | undefined;
  saveHeight(height: number): void;
  /** Ties the store to one key and network; throws `node.identity` where it is another's. */
  claim(identity: string): void;
}

/** Observations that passed the rules. The first of a node and round stays (OBS-8). */
export interface ObservationStore {
  /** False where one of this node and round is there already. */
  saveOnce(observation: AcceptedObservation, own: boolean, atMs: number): boolean;
  ofRound(feedId: number, round: bigint): AcceptedObservation[];
  saveEquivocation(evidence: Equivocation, atMs: number): void;
  equivocations(): { feedId: number; round: bigint; observer: string; atMs: number }[];
  hasEquivocation(feedId: number, round: bigint, observer: string): boolean;
}

/** Bytes as they were signed, so that a verifier gets them unchanged. */
export interface StoredAttestation {
  /** Attestation id in hex. */
  readonly id: string;
  /** What it was made for, for example "round/7/42" or "command/3/readback". */
  readonly purpose: string;
  /** Notary key in hex. */
  readonly notary: string;
  /** Canonical `Attestation`. */
  readonly bytes: Uint8Array;
  /** Canonical `TranscriptOpening`. */
  readonly opening: Uint8Array;
}

export interface AttestationStore {
  save(attestation: StoredAttestation, atMs: number): void;
  byPurpose(purpose: string): StoredAttestation[];
  byId(id: string): StoredAttestation | undefined;
}

export type OutboxState = 'signed' | 'confirmed' | 'failed' | 'dropped';

/** One signed transaction. Several of one key are attempts at one effect. */
export interface OutboxEntry {
  readonly key: string;
  readonly txHash: string;
  readonly bytes: Uint8Array;
  readonly state: OutboxState;
  /** Contract code or reason where it failed. */
  readonly outcome: string;
}

export interface OutboxStore {
  /** On disk when it returns: only then may the bytes be sent. */
  add(entry: Pick<OutboxEntry, 'key' | 'txHash' | 'bytes'>, atMs: number): void;
  settle(key: string, txHash: string, state: Exclude<OutboxState, 'signed'>, outcome: string): void;
  ofKey(key: string): OutboxEntry[];
  pending(): OutboxEntry[];
}

/** Steps of a command, in their order; `settled` and `abandoned` are final. */
export const COMMAND_STEPS = ['seen', 'taken', 'acting', 'acted', 'proven', 'settled', 'abandoned'] as const;

export type CommandStep = (typeof COMMAND_STEPS)[number];

export interface CommandRecord {
  readonly id: bigint;
  readonly step: CommandStep;
  /** How often acting was begun. */
  readonly acts: number;
  readonly actionId: string | undefined;
  readonly readbackId: string | undefined;
  readonly reason: string;
}

export interface CommandStore {
  save(record: CommandRecord, atMs: number): void;
  get(id: bigint): CommandRecord | undefined;
  unfinished(): CommandRecord[];
  recent(limit: number): CommandRecord[];
}

/** What was spent of the node's budgets. */
export interface SpendingStore {
  /** On disk when it returns. `day` counts from the epoch, UTC; `group` is whose it is. Less than nothing gives back. */
  add(of: { readonly day: number; readonly purse: string; readonly group: string }, amount: number): void;
  /** By group. */
  ofDay(day: number, purse: string): ReadonlyMap<string, number>;
}

export interface Store {
  readonly cursor: CursorStore;
  readonly observations: ObservationStore;
  readonly attestations: AttestationStore;
  readonly outbox: OutboxStore;
  readonly commands: CommandStore;
  readonly spendings: SpendingStore;
  /** Forgets what is older than this. Evidence of equivocation, and what is not finished, stays. */
  prune(olderThanMs: number): void;
  close(): void;
}
