import type { Role } from '../gen/types.ts';

/** An operator or notary key was registered, or took the place of another (rules REG-1, REG-2). */
export interface KeyRegistered {
  readonly type: 'operator_registered' | 'notary_registered';
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
  /** Who registered it, and who is paid. Bech32. */
  readonly account: string;
  /** For people. */
  readonly name: string;
}

/** A key was switched off or on (rule REG-3). */
export interface KeyActivity {
  readonly type: 'operator_activity' | 'notary_activity';
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
  /** Whether what it signs counts from now on. */
  readonly active: boolean;
}

/** A key is reached elsewhere than before. */
export interface EndpointsChanged {
  readonly type: 'endpoints_changed';
  /** What the key is for. */
  readonly role: Role;
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
}

/** A bond grew, was made full again, or was paid back (rule REG-4). */
export interface BondChanged {
  readonly type: 'bond_added' | 'rebonded' | 'bond_withdrawn';
  /** What the key is for. */
  readonly role: Role;
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
  /** What the bond is now, or what was paid back, in the smallest unit of the contract's money. */
  readonly amount: bigint;
}

/** A key announced that it leaves (rule REG-4). */
export interface Unbonding {
  readonly type: 'unbonding';
  /** What the key is for. */
  readonly role: Role;
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
  /** From when on its bond can be withdrawn. Unix milliseconds. */
  readonly untilMs: bigint;
}

/** A key was given up, or another took its place (rules REG-2, REG-4). */
export interface KeyRetired {
  readonly type: 'key_retired';
  /** What the key was for. */
  readonly role: Role;
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
  /** The key that took its place, 33 bytes; none where it was given up. */
  readonly replacedBy?: Uint8Array | undefined;
}

/** An account said what it agrees to before it is asked, or took that back (rule ACC-3). */
export interface StandingRuleSet {
  readonly type: 'standing_rule';
  /** What the key is for. */
  readonly role: Role;
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
  /** Whether it has a rule now. */
  readonly given: boolean;
}

/** Who shows an offence has committed to it (rule EVD-2). */
export interface EvidenceCommitted {
  readonly type: 'evidence_committed';
  /** Bech32. */
  readonly finder: string;
  /** 32 bytes. */
  readonly hash: Uint8Array;
}

/** An offence was shown (rules EVD-1, EVD-3). Amounts are in the smallest unit of the contract's money. */
export interface EvidenceAccepted {
  readonly type: 'evidence_accepted';
  /** As the message RevealEvidence names it. */
  readonly kind: string;
  /** Id of the offence, 32 bytes: each counts once. */
  readonly offence: Uint8Array;
  /** What the key is for. */
  readonly role: Role;
  /** The key that did it, 33 bytes. */
  readonly pubkey: Uint8Array;
  /** The newest key of its line, which was switched off, 33 bytes. */
  readonly suspended: Uint8Array;
  /** Bech32. */
  readonly finder: string;
  /** What accrued to the finder. */
  readonly finderReward: bigint;
  /** The feed or group that was hurt; none where there is none. */
  readonly feedId?: number | undefined;
  /** What its escrow got. */
  readonly toFeed: bigint;
  /** What nobody got. */
  readonly burned: bigint;
}
