/** An operation can be named by feeds and devices from now on (rule OP-1). */
export interface OperationPublished {
  readonly type: 'operation_published';
  /** 32 bytes. */
  readonly operationId: Uint8Array;
  /** As the operation calls itself. */
  readonly name: string;
}

/** The admin said which devices contract is asked about subjects (rule SUB-1). */
export interface DevicesSet {
  readonly type: 'devices_set';
  /** Bech32. */
  readonly devices: string;
}

/** A feed or group was created. */
export interface FeedCreated {
  readonly type: 'feed_created';
  /** Its number, by which it is asked for. */
  readonly feedId: number;
  /** For people. */
  readonly label: string;
  /** How many feeds the group has, whose numbers follow its own; 0 for a feed of its own. */
  readonly rows: number;
}

/** Other terms of a feed were announced (rule CHG-1). */
export interface FeedChanging {
  readonly type: 'feed_changing';
  /** The feed. */
  readonly feedId: number;
  /** The first round that they hold for. */
  readonly fromRound: bigint;
}

/** A feed is closed or open from a round on (rules CHG-3, SUB-2). */
export interface FeedActivity {
  readonly type: 'feed_activity';
  /** The feed. */
  readonly feedId: number;
  /** Whether it takes reports then. */
  readonly active: boolean;
  /** The first round that this holds for. */
  readonly fromRound: bigint;
}

/** A sponsor added to a feed's escrow (rule ESC-1). Amounts are in the smallest unit of the contract's money. */
export interface FeedFunded {
  readonly type: 'feed_funded';
  /** The feed. */
  readonly feedId: number;
  /** Bech32. */
  readonly sponsor: string;
  /** What was added. */
  readonly added: bigint;
  /** What the feed has now. */
  readonly escrow: bigint;
}

/** A sponsor announced that it takes its share back (rule ESC-1). */
export interface WithdrawalAnnounced {
  readonly type: 'withdrawal_announced';
  /** The feed. */
  readonly feedId: number;
  /** Bech32. */
  readonly sponsor: string;
  /** From when on it can. Unix milliseconds. */
  readonly fromMs: bigint;
}

/** A sponsor took its share back (rule ESC-1). Amounts are in the smallest unit of the contract's money. */
export interface EscrowWithdrawn {
  readonly type: 'escrow_withdrawn';
  /** The feed. */
  readonly feedId: number;
  /** Bech32. */
  readonly sponsor: string;
  /** What it got. */
  readonly amount: bigint;
  /** What the feed has now. */
  readonly escrow: bigint;
}
