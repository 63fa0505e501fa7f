import type { Role } from '../gen/types.ts';

/** The admin said whose proofs of control count (rule DEV-2). */
export interface BindingNotariesSet {
  readonly type: 'binding_notaries_set';
  /** 33 bytes each. */
  readonly notaries: readonly Uint8Array[];
  /** How many of them a proof needs. */
  readonly required: number;
}

/** The admin said whether reading an operation shows control of a device (rule DEV-2). */
export interface ProofSet {
  readonly type: 'proof_set';
  /** Id of the operation, 32 bytes. */
  readonly operation: Uint8Array;
  /** Vendor of the devices; "" where it shows nothing any more. */
  readonly vendor: string;
}

/** A device wallet was registered: a claim (rule DEV-1). */
export interface DeviceRegistered {
  readonly type: 'device_registered';
  /** Its id: the bech32 address of its key. */
  readonly device: string;
  /** Who claims it. Bech32. */
  readonly owner: string;
  /** Name of the vendor. */
  readonly vendor: string;
  /** Digest of what members accept, 32 bytes (rule DEV-5). */
  readonly terms: Uint8Array;
}

/** Control of a device was shown (rule DEV-2). */
export interface DeviceBound {
  readonly type: 'device_bound';
  /** Id of the device. */
  readonly device: string;
  /** Who may command it from now on. Bech32. */
  readonly owner: string;
  /** Server that knows the device. */
  readonly serverName: string;
  /** In lower case, letters and digits alone. */
  readonly serial: string;
  /** Earliest session of the proof. Unix milliseconds. */
  readonly provedAtMs: bigint;
}

/** A device is a mere claim again (rules DEV-3, DEV-4). */
export interface DeviceUnbound {
  readonly type: 'device_unbound';
  /** Id of the device. */
  readonly device: string;
  /** Server that knows it. */
  readonly serverName: string;
  /** In lower case, letters and digits alone. */
  readonly serial: string;
  /** `released`, `replaced` or `handed_over`. */
  readonly why: string;
}

/** Another account showed control of a device later than its holder (rule DEV-3). */
export interface HandoverBegun {
  readonly type: 'handover_begun';
  /** The device that has the serial. */
  readonly device: string;
  /** Its owner. Bech32. */
  readonly owner: string;
  /** The device that would take it over. */
  readonly by: string;
  /** The account that showed control. Bech32. */
  readonly claimant: string;
  /** Server that knows the device. */
  readonly serverName: string;
  /** In lower case, letters and digits alone. */
  readonly serial: string;
  /** From then on anybody completes it. Unix milliseconds. */
  readonly completesAtMs: bigint;
}

/** The holder of a device showed control anew (rule DEV-3). */
export interface HandoverAnswered {
  readonly type: 'handover_answered';
  /** The device that keeps the serial. */
  readonly device: string;
  /** The device that would have taken it over. */
  readonly by: string;
}

/** The owner offers a device, or takes the offer back (rule DEV-4). */
export interface DeviceOffered {
  readonly type: 'device_offered';
  /** Id of the device. */
  readonly device: string;
  /** Bech32. */
  readonly owner: string;
  /** Who may take it. Bech32; "" where nobody may. */
  readonly to: string;
}

/** A device changed hands (rule DEV-4). */
export interface DeviceTransferred {
  readonly type: 'device_transferred';
  /** Id of the device. */
  readonly device: string;
  /** Bech32. */
  readonly from: string;
  /** Bech32. */
  readonly to: string;
  /** Digest of what members accept now, 32 bytes. */
  readonly terms: Uint8Array;
}

/** The owner changed what a device says of itself (rule DEV-4). */
export interface DeviceUpdated {
  readonly type: 'device_updated';
  /** Id of the device. */
  readonly device: string;
  /** Digest of what members accept now, 32 bytes. */
  readonly terms: Uint8Array;
}

/** A key serves a device from now on (rule DEV-5). */
export interface DeviceMemberJoined {
  readonly type: 'member_joined';
  /** Id of the device. */
  readonly device: string;
  /** What it does. */
  readonly role: Role;
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
  /** `acceptance` or `rule`. */
  readonly by: string;
}

/** A key leaves a device (rule DEV-5). */
export interface DeviceMemberLeft {
  readonly type: 'member_left';
  /** Id of the device. */
  readonly device: string;
  /** What it did. */
  readonly role: Role;
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
  /** From when on it is no member. Unix milliseconds. */
  readonly untilMs: bigint;
}
