import type { Role } from '../gen/types.ts';

/** Keys were asked to serve a feed, which engages nobody (rule ACC-1). */
export interface MembersInvited {
  readonly type: 'members_invited';
  /** The feed or group. */
  readonly feedId: number;
  /** 33 bytes each. */
  readonly operators: readonly Uint8Array[];
  /** 33 bytes each. */
  readonly notaries: readonly Uint8Array[];
}

/** A key is a member of a feed from a round on (rules ACC-2, ACC-3). */
export interface FeedMemberJoined {
  readonly type: 'member_joined';
  /** The feed or group. */
  readonly feedId: number;
  /** What the key is for. */
  readonly role: Role;
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
  /** The first round that it counts in. */
  readonly fromRound: bigint;
}

/** A key is no member of a feed from a round on (rules ACC-4, CHG-1, CHG-2). */
export interface FeedMemberLeaves {
  readonly type: 'member_leaves';
  /** The feed or group. */
  readonly feedId: number;
  /** What the key is for. */
  readonly role: Role;
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
  /** The first round that it does not count in. */
  readonly untilRound: bigint;
  /** `left`, `removed`, `moved` or `terms`. */
  readonly reason: string;
}

/** An operator is out, for it was missing too long (rule REP-13). */
export interface FeedMemberJailed {
  readonly type: 'member_jailed';
  /** The feed or group. */
  readonly feedId: number;
  /** What the key is for. */
  readonly role: Role;
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
  /** The first round that it does not count in. */
  readonly fromRound: bigint;
}

/** A key said no to an invitation, or agreed to the terms that are announced (rules ACC-4, CHG-1). */
export interface FeedMemberAnswered {
  readonly type: 'member_declined' | 'member_agreed';
  /** The feed or group. */
  readonly feedId: number;
  /** What the key is for. */
  readonly role: Role;
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
}
