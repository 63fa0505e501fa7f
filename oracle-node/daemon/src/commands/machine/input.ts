import type { Command } from '@cloudx3/sdk';
import type { ServedDevice } from '../served-device.ts';

/** What a node learns while it carries a command out; each is the answer to an effect. */
export type CommandInput =
  /** Taken up: for the first time, after a wait, or after a kill. */
  | { readonly type: 'started' }
  /** To `look`: the chain as it is now, and which attestations are kept. */
  | {
      readonly type: 'looked';
      readonly command: Command | undefined;
      readonly device: ServedDevice | undefined;
      /** The oldest command of the device that is to be done; only it can be taken (CMD-2). */
      readonly first: bigint | undefined;
      /** Whether this node's operator accepted the device. */
      readonly isAccepted: boolean;
      /** Id of the action's attestation, where one was made, also by a process that was killed. */
      readonly keptAction: string | undefined;
      /** Whether the read-back of the record is at hand. */
      readonly hasReadback: boolean;
    }
  /** To `take`. Without `tx` somebody else took it, or it could not be sent. */
  | {
      readonly type: 'take_ended';
      readonly tx: string | undefined;
      readonly command: Command | undefined;
    }
  /** To `act`: the vendor said yes, attested. */
  | { readonly type: 'acted'; readonly actionId: string }
  /** To `act`. Undone: nothing was sent, or the vendor turned it away, so that it does not count as having acted. */
  | { readonly type: 'act_failed'; readonly isUndone: boolean }
  /** To `read_back`: the device shows the commanded value, attested. */
  | { readonly type: 'shown'; readonly readbackId: string }
  | { readonly type: 'not_shown' }
  | { readonly type: 'read_back_failed' }
  /** To `recheck`. */
  | { readonly type: 'rechecked'; readonly command: Command | undefined }
  /** To `settle`. */
  | { readonly type: 'settled'; readonly receipt: SettledReceipt }
  | { readonly type: 'settle_not_needed' }
  /** To `settle`: the chain would not take it yet. */
  | { readonly type: 'settle_too_early' }
  | {
      readonly type: 'settle_failed';
      readonly code: string;
      readonly message: string;
      /** Whether the chain still shows the command as pending. */
      readonly isPending: boolean;
    };

/** What the chain said of a receipt that it took. */
export interface SettledReceipt {
  readonly tx: string;
  readonly gas: string;
  readonly height: number;
  /** Id of the action's attestation that went along; undefined where it stayed out. */
  readonly action: string | undefined;
}
