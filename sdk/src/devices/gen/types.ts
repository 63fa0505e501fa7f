// Generated from contracts/schema/devices.json by "npm run generate"; change the contract's messages instead.
import type { Decimal } from '@cloudx3/verifier-core';

/** What an account is owed, rewards and what came back to it of escrows and deposits (CMD-4), in the smallest unit of the contract's money. */
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

/** One parameter of an operation. */
export interface Param {
  /** Of a LIST and of nothing else: its items, strictly increasing. */
  readonly items?: readonly string[] | undefined;
  readonly name: string;
  /** Empty for a LIST. */
  readonly value: string;
}

/** What is known of a device's control (DEV-2). Times are Unix milliseconds. */
export interface Binding {
  /** Block time from which the device is this owner's or the last one's who gave it. */
  readonly boundAtMs: bigint;
  /** The parameters that the proof was read with; of others of the device nothing is shown. */
  readonly params: readonly Param[];
  /** Earliest session of the newest proof. */
  readonly provedAtMs: bigint;
  /** The serial in lower case, letters and digits alone. */
  readonly serial: string;
  /** Server that knows the device. */
  readonly serverName: string;
}

/** A newer proof of another account waits for the holder's answer (DEV-3). Times are Unix milliseconds. */
export interface Handover {
  /** The account whose control was shown. */
  readonly claimant: string;
  /** From then on anybody completes it. */
  readonly completesAtMs: bigint;
  /** The device that takes over. */
  readonly device: string;
  /** The parameters that the proof was read with. */
  readonly params: readonly Param[];
  /** Earliest session of the proof. */
  readonly provedAtMs: bigint;
}

/** Who has a serial at a server. */
export interface BindingResponse {
  /** How it is known. */
  readonly binding: Binding;
  /** Id of the device. */
  readonly device: string;
  /** What would take it over. */
  readonly handover?: Handover | undefined;
  /** Its owner. */
  readonly owner: string;
}

/** One value that may be commanded. */
export interface CapabilityValue {
  /** What the read-back says once the command is carried out; something that the reading can say (CMD-1). */
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

/** How a session was notarized. */
export type Mode = 'mpc' | 'proxy';

/** Who may carry a command out (CMD-2). Times are Unix milliseconds. */
export interface Lease {
  /** Account of that key, which gets the deposit back when it settles the command. */
  readonly account: string;
  /** What it paid in. */
  readonly deposit: bigint;
  /** Block time. */
  readonly fromMs: bigint;
  /** Key of the operator that took the command. */
  readonly operator: Uint8Array;
  /** Until then nobody else takes the command; the act's session is not later. */
  readonly untilMs: bigint;
}

/** What settled a command (CMD-3). Times are Unix milliseconds. */
export interface Receipt {
  /** None where the state stood already and nothing was done. */
  readonly actionId?: string | undefined;
  /** Key of the operator that carried the command out. */
  readonly executor: Uint8Array;
  /** Attestation ids in hex. */
  readonly readbackId: string;
  /** Block time. */
  readonly settledAtMs: bigint;
}

/** Where a command stands; all but pending are final. */
export type Status = 'pending' | 'settled' | 'refunded' | 'cancelled';

/** A command on a device (CMD-1). It holds all that its execution and its settlement need. Times are Unix milliseconds. */
export interface Command {
  /** Modes in which a receipt may be notarized. */
  readonly acceptedModes: readonly Mode[];
  /** Id of the operation that acts. */
  readonly actionOperation: Uint8Array;
  /** Its parameters, sorted by name. */
  readonly actionParams: readonly Param[];
  /** Whether sessions that were checked against a private CA count. */
  readonly allowCustomCa: boolean;
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
  /** At most 8, oldest first, one an operator and account; only the last may run. */
  readonly leases: readonly Lease[];
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

/** How the contract was made, and where it is. Times are milliseconds. */
export interface ConfigResponse {
  /** Says what proves control of a device. */
  readonly admin: string;
  /** Whether proofs of control count whose sessions were checked against a private CA. */
  readonly allowCustomCa: boolean;
  /** Keys of the notaries whose proofs of control count, sorted. */
  readonly bindingNotaries: readonly Uint8Array[];
  /** How many of them a proof needs. */
  readonly bindingRequired: number;
  /** What signed bodies name, together with `contract`. */
  readonly chainId: string;
  /** Its own address. */
  readonly contract: string;
  /** Of escrows, deposits and rewards. */
  readonly denom: string;
  /** The executor's share of what is paid; the rest goes to the notaries. */
  readonly executorSharePercent: number;
  /** How long the holder of a device may answer a newer proof. */
  readonly handoverMs: bigint;
  /** What a lease costs until its holder has settled the command. */
  readonly leaseDeposit: bigint;
  /** How long a node holds a command that it took. */
  readonly leaseMs: bigint;
  /** Least time from issue to deadline that a device may ask for. */
  readonly leastDeadlineMs: bigint;
  /** Least price of a device with capabilities. */
  readonly leastPrice: bigint;
  /** The oracle contract, where operators, notaries and operations are registered. */
  readonly oracle: string;
  /** What of the escrow is paid where nothing had to be done. */
  readonly readbackPercent: number;
}

/** A device wallet (DEV-1). Times are Unix milliseconds. */
export interface Device {
  /** Modes in which a receipt may be notarized. */
  readonly acceptedModes: readonly Mode[];
  /** Whether sessions that were checked against a private CA count. */
  readonly allowCustomCa: boolean;
  /** The proof of control that holds; none for a mere claim (DEV-2). */
  readonly binding?: Binding | undefined;
  /** What it can be told to do. */
  readonly capabilities: readonly Capability[];
  /** Bech32 address of the device wallet's key. */
  readonly id: string;
  /** For people. */
  readonly label: string;
  /** Least time from issue to deadline of a command, in milliseconds. */
  readonly minDeadlineMs: bigint;
  /** Notaries that are asked to attest, sorted. */
  readonly notaries: readonly Uint8Array[];
  /** Whom the owner offers the device (DEV-4). */
  readonly offeredTo?: string | undefined;
  /** Operators that are asked to carry commands out, sorted. */
  readonly operators: readonly Uint8Array[];
  /** Who claims the device, and may command it once it is bound. */
  readonly owner: string;
  /** Sorted by name. */
  readonly params: readonly Param[];
  /** Least escrow of a command. */
  readonly price: bigint;
  /** Compressed secp256k1, 33 bytes. */
  readonly pubkey: Uint8Array;
  /** Block time. */
  readonly registeredAtMs: bigint;
  /** What the vendor knows the device by, as the owner wrote it. */
  readonly serial: string;
  /** Name of the parameter that carries the serial. */
  readonly serialParam: string;
  /** Digest of what members accept (DEV-5), 32 bytes. */
  readonly terms: Uint8Array;
  /** Name of the vendor. */
  readonly vendor: string;
}

/** What changes of a device; what is left out stays. All but `operators`, `notaries` and `label` are terms (DEV-5). */
export interface DeviceChange {
  /** Modes in which a receipt may be notarized. */
  readonly acceptedModes?: readonly Mode[] | undefined;
  /** Whether sessions that were checked against a private CA count. */
  readonly allowCustomCa?: boolean | undefined;
  /** At most 8. */
  readonly capabilities?: readonly Capability[] | undefined;
  /** For people: 1 to 64 printable characters. */
  readonly label?: string | undefined;
  /** Least time from issue to deadline of a command, in milliseconds. */
  readonly minDeadlineMs?: bigint | undefined;
  /** 1 to 31; those that are named no more leave after a lease's length. */
  readonly notaries?: readonly Uint8Array[] | undefined;
  /** 1 to 31; those that are named no more leave after a lease's length. */
  readonly operators?: readonly Uint8Array[] | undefined;
  /** Least escrow of a command. */
  readonly price?: bigint | undefined;
}

/** What a device says of itself (DEV-1). */
export interface DeviceSpec {
  /** Modes in which a receipt may be notarized, at least one. */
  readonly acceptedModes: readonly Mode[];
  /** Whether sessions that were checked against a private CA count. */
  readonly allowCustomCa: boolean;
  /** At most 8, all at one server. */
  readonly capabilities: readonly Capability[];
  /** For people: 1 to 64 printable characters. */
  readonly label: string;
  /** Least time from issue to deadline of a command, in milliseconds: the contract's `leastDeadlineMs` to 31 days. */
  readonly minDeadlineMs: bigint;
  /** 1 to 31 notaries that are asked to attest, in any order. */
  readonly notaries: readonly Uint8Array[];
  /** 1 to 31 operators that are asked to carry commands out, in any order. */
  readonly operators: readonly Uint8Array[];
  /** Parameters of the device's operations, `serialParam` among them; at most 16, in any order, none a list. */
  readonly params: readonly Param[];
  /** Least escrow of a command; with capabilities at least the contract's `leastPrice`. */
  readonly price: bigint;
  /** What the vendor knows the device by: printable ASCII, at most 128, a letter or digit among them. */
  readonly serial: string;
  /** Name of the parameter that carries the serial. */
  readonly serialParam: string;
  /** Name of the vendor, of a-z, 0-9 and -, at most 64. */
  readonly vendor: string;
}

export interface DevicesResponse {
  readonly devices: readonly Device[];
}

/** When a key was a member, from `fromMs` to before `untilMs`. Times are Unix milliseconds. */
export interface Span {
  /** Block time of the acceptance. */
  readonly fromMs: bigint;
  /** A lease's length after it left or was removed; none while it stays. */
  readonly untilMs?: bigint | undefined;
}

/** A key that a device names, or that was a member of it (DEV-5). */
export interface Member {
  /** Whether the device names it still. */
  readonly invited: boolean;
  /** Whether it serves now: it accepted the terms that hold, and has not left. */
  readonly member: boolean;
  /** As registered at the oracle. */
  readonly pubkey: Uint8Array;
  /** At most the last four, oldest first; of the terms that it accepted last. */
  readonly spans: readonly Span[];
  /** Digest of the terms that it accepted last; none where it never did. */
  readonly terms?: Uint8Array | undefined;
}

/** What a key does for a device. */
export type Role = 'operator' | 'notary';

/** A key in a role. */
export interface MemberKey {
  /** As registered at the oracle. */
  readonly pubkey: Uint8Array;
  /** What it does. */
  readonly role: Role;
}

export interface MembersResponse {
  /** In the order of the device's set. */
  readonly notaries: readonly Member[];
  /** In the order of the device's set. */
  readonly operators: readonly Member[];
}

/** A device that a key accepted once. */
export interface Membership {
  /** Id of the device. */
  readonly device: string;
  /** How the key stands to it. */
  readonly member: Member;
}

export interface MembershipsResponse {
  /** By device. */
  readonly memberships: readonly Membership[];
}

/** An operation whose answer only an account of the vendor gets that has the device (DEV-2). */
export interface ProofOperation {
  /** Id of a published operation, 32 bytes. */
  readonly operation: Uint8Array;
  /** Which of its parameters the vendor knows the device by. */
  readonly serialParam: string;
  /** Its server; a serial is bound once at each. */
  readonly serverName: string;
  /** The vendor that devices name whose control it shows. */
  readonly vendor: string;
}

/** What reading an operation shows about a device (DEV-2). */
export interface ProofTerms {
  /** Which of its parameters the vendor knows the device by. */
  readonly serialParam: string;
  /** The vendor that devices name whose control it shows. */
  readonly vendor: string;
}

export interface ProofsResponse {
  /** By id. */
  readonly proofs: readonly ProofOperation[];
}

/** What a feed may say about a device (DEV-6). */
export interface SubjectResponse {
  /** Whether control of the device was shown and holds. */
  readonly bound: boolean;
  /** Who claims it. */
  readonly owner: string;
  /** The parameters that the proof was read with, sorted by name; none of a mere claim. */
  readonly params: readonly Param[];
  /** Which of them the vendor knows the device by. */
  readonly serialParam: string;
  /** Server that knows the device; empty for a mere claim. */
  readonly serverName: string;
}
