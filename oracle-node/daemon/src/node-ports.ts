import type { DatabaseSync } from 'node:sqlite';
import type { NetworkId, PerMode, SignDigest } from '@cloudx3/verifier-core';
import type { Archive } from './archive/ports.ts';
import type { ChainPort } from './chain/ports.ts';
import type { Clock } from './clock/clock.ts';
import type { CredentialLookup } from './notarizing/credentials.ts';
import type { Notarizers } from './notarizing/modes.ts';
import type { Gossip } from './p2p/ports.ts';
import type { DayLimits } from './policy/day-budget.ts';
import type { Policy } from './policy/ports.ts';
import type { OpenQueue } from './queue/ports.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

/** What a node is and how it goes about its work; plain values. */
export interface NodeOptions {
  /** For people. */
  readonly name: string;
  /** The chain and its oracle contract. */
  readonly network: NetworkId;
  /** The key that observations are signed with: 33 bytes, compressed. */
  readonly operator: { readonly pubkey: Uint8Array; readonly sign: SignDigest };
  /** URLs of notaries that the operator fixed, by key in hex; all others come from the registry. */
  readonly pinnedNotaries: ReadonlyMap<string, string>;
  /** Price of a unit of gas in the smallest coin, which rewards are paid in too. */
  readonly gasPrice: number;
  /** Rounds that the escrow of a feed has to pay at least so that it is accepted on chain and read. */
  readonly leastRunway: number;
  /** What may be spent in a day. */
  readonly limits: DayLimits;
  /** How often the chain is asked for a new block. */
  readonly pollMs: number;
  /** How often each feed is looked at. */
  readonly tickMs: number;
  /** Sessions at a time in each mode. */
  readonly sessions: PerMode<number>;
  /** How long before a reading its session is prepared; 0 prepares none. */
  readonly prepareAheadMs: number;
  /** How long observations, attestations and outcomes are kept. */
  readonly keepMs: number;
}

/** All that a node touches outside of itself. A node that could not be started, or was closed, has closed those that can be. */
export interface NodePorts {
  readonly clock: Clock;
  /** What happens is told here; closed by whoever made it. */
  readonly telemetry: Telemetry;
  /** The chain that is read from and reported to. */
  readonly chain: ChainPort;
  /** The other members. */
  readonly gossip: Gossip;
  /** Who reads vendors, one for each mode. */
  readonly notarizers: Notarizers;
  /** Finds what fills an operation’s holes. */
  readonly credentials: CredentialLookup;
  /** What the operator agreed to; nothing else is done. */
  readonly policy: Policy;
  /** Where attestations are kept for people; the store has them for the node. */
  readonly archive: Archive;
  /** Opens the queues of readings and of commands. */
  readonly openQueue: OpenQueue;
  /** The store's. Closed by the node, last of all. */
  readonly database: DatabaseSync;
}
