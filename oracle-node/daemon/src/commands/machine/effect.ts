import type { Command } from '@cloudx3/sdk';
import type { ServedDevice } from '../served-device.ts';
import type { SettledReceipt } from './input.ts';

/** What a node does next. Each but `wait` and `end` is answered by an input. */
export type CommandDeed =
  /** Asks the chain how command and device stand. */
  | { readonly type: 'look' }
  /** Takes the lease (CMD-2). */
  | { readonly type: 'take'; readonly command: Command }
  /** Has the vendor carry it out, under notarization. */
  | { readonly type: 'act'; readonly command: Command; readonly device: ServedDevice }
  /** Reads the device back, under notarization. */
  | { readonly type: 'read_back'; readonly command: Command; readonly device: ServedDevice }
  /** Asks the chain once more whether this node may act. */
  | { readonly type: 'recheck' }
  /** Sends the receipt (CMD-3). */
  | { readonly type: 'settle'; readonly command: Command }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'end' };

/** What a node tells of on the way. */
export type CommandNews =
  | { readonly type: 'taken'; readonly tx: string; readonly until: number }
  | { readonly type: 'acting'; readonly attempt: number }
  | { readonly type: 'acted'; readonly attestation: string }
  | { readonly type: 'proven'; readonly attestation: string }
  | { readonly type: 'settled'; readonly receipt: SettledReceipt; readonly readbackId: string | undefined }
  | {
      readonly type: 'abandoned';
      readonly step: string;
      readonly reason: string;
      readonly code: string;
    }
  | { readonly type: 'ended'; readonly outcome: 'settled' | 'settled_by_another' | 'abandoned' };
