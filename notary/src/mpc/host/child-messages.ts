import type { Range } from '@cloudx3/verifier-core';
import type { MpcErrorCode } from '../../session/error-codes.ts';

/** What parent and child say to each other over the IPC channel (structured clone; MPC bytes go over descriptor 3). */

/** Sizes that both parties agree on before setup, in bytes of HTTP (TLS overhead is added by the engine itself). */
export interface MpcLimits {
  readonly maxSentBytes: number;
  readonly maxRecvBytes: number;
}

/** `Latency` moves fewer bytes in more round trips, `Bandwidth` the other way round. */
export type MpcNetwork = 'Latency' | 'Bandwidth';

/** First message to a child: everything it needs before its first command. */
export interface ChildStart {
  readonly role: 'prover' | 'verifier';
  readonly limits: MpcLimits;
  readonly threads: number;
  /** DER certificate whose key replaces the anchor's, or nothing for the public web's anchors alone. */
  readonly customCa?: Uint8Array;
  /** Prover only. */
  readonly serverName?: string;
  readonly network?: MpcNetwork;
  readonly records?: RecordLimits;
}

/** How many TLS records the MPC is prepared for. Each costs setup work, so the numbers are small. */
export interface RecordLimits {
  readonly sent: number;
  readonly receivedOnline: number;
}

export type ChildCommand =
  | { readonly name: 'setup' }
  | { readonly name: 'exchange'; readonly request: Uint8Array; readonly host: string; readonly port: number }
  | {
      readonly name: 'reveal';
      readonly sent: readonly Range[];
      readonly received: readonly Range[];
    }
  | { readonly name: 'verify' };

export type ToChild =
  | { readonly type: 'start'; readonly start: ChildStart }
  | { readonly type: 'command'; readonly command: ChildCommand };

/** Points of a session that a child reports as it passes them. `at` is Unix milliseconds by the child's clock. */
export type MpcPhase =
  'peer_connected' | 'setup_done' | 'online_started' | 'server_connected' | 'request_ready' | 'tls_closed';

/** What the child saw beside the engine's error text; it decides between causes that share one text. */
export interface FailureFacts {
  /** The other party ended or broke the MPC channel before the command was done. */
  readonly peerClosed: boolean;
  /** System error code of a failed dial to the server (`ECONNREFUSED` and the like). */
  readonly dialErrorCode?: string;
  readonly serverClosed: boolean;
  /** Bytes that the server sent. */
  readonly serverBytes: number;
}

export interface ExchangeResult {
  readonly sent: Uint8Array;
  readonly received: Uint8Array;
}

/** The engine's verdict in the child's words; `verifier.ts` gives it its public form. */
export interface VerifyResult {
  readonly serverName: string | undefined;
  readonly setupTimeSeconds: number;
  readonly tlsVersion: string;
  readonly sent: Uint8Array;
  readonly received: Uint8Array;
  readonly sentAuthenticated: readonly Range[];
  readonly receivedAuthenticated: readonly Range[];
}

export type CommandResult = ExchangeResult | VerifyResult | undefined;

export type FromChild =
  | { readonly type: 'ready' }
  | { readonly type: 'phase'; readonly phase: MpcPhase; readonly at: number }
  | { readonly type: 'done'; readonly result: CommandResult }
  | {
      readonly type: 'failed';
      readonly text: string;
      readonly facts: FailureFacts;
      readonly code?: MpcErrorCode;
    };
