import type { Mode, ObservationBody } from '@cloudx3/proto';
import type { Decimal } from '../decimal/decimal.ts';
import { modeName } from '../modes/table.ts';
import type { ModeName } from '../modes/table.ts';
import type { Edition } from '../edition.ts';
import type { ParamList } from '../operation/params.ts';

/** What a feed asks of observations in a mode that it accepts (rule OBS-6). */
export interface ModePolicy {
  /** Different notaries that each observation needs, 1 to 8. */
  readonly notaries: number;
}

/** The modes that a feed accepts, at least one; one that it does not accept is undefined. */
export type FeedModes = Readonly<Partial<Record<ModeName, ModePolicy | undefined>>>;

/** When a feed that accepts a strict mode and another one asks for the strict one (rule OBS-9); at least one of both. */
export interface StepUp {
  /** In every round that this divides; at least 2. */
  readonly everyRounds?: bigint | undefined;
  /** Above 0, at the feed's decimals. */
  readonly movedMoreThan?: Decimal | undefined;
}

/** What a feed says that its observations and reports have to be. Times are Unix milliseconds. */
export interface FeedTerms {
  /** Of the feed, or of the group where it has rows; the contract counts both together, from 1. */
  readonly id: number;
  /** The edition of what counts; either where it is left out. A contract takes the second alone. */
  readonly edition?: Edition | undefined;
  /** The feeds of a group, strictly increasing by key; left out for a feed of its own (rule GRP-1). */
  readonly rows?: readonly RowTerms[] | undefined;
  /** 32 bytes (rule OP-1). */
  readonly operationId: Uint8Array;
  /** Strictly increasing by name. */
  readonly params: ParamList;
  /** The device that it is about; empty for none. */
  readonly subject: string;
  /** Which of the operation's readings the feed publishes, and its unit. */
  readonly reading: string;
  readonly unit: string;
  /** Decimals of the feed's values, 0 to 18 (rule AGG-1). */
  readonly decimals: number;
  /** When round 0 begins (rule RND-1). */
  readonly startMs: bigint;
  /** Length of a round. */
  readonly intervalMs: bigint;
  /** Keys of the members, whose observations count (rule OBS-3). */
  readonly operators: readonly Uint8Array[];
  /** Keys of the notaries whose attestations count (rule OBS-5). */
  readonly notaries: readonly Uint8Array[];
  /** Fewest observations of a report (rule QRM-1). */
  readonly quorum: number;
  /** Which modes count, and what is asked for in each (rule OBS-6). */
  readonly modes: FeedModes;
  /** When the strict mode is asked for; undefined for a feed that never does (rule OBS-9). */
  readonly stepUp?: StepUp | undefined;
  /** Whether a server's certificate may be one of a private CA. */
  readonly allowCustomCa: boolean;
  /** Whether a value that the vendor calls estimated does not count (rule SEL-5). */
  readonly measuredOnly?: boolean | undefined;
  /** How much older than its session the vendor's own time may be; undefined where the feed sets no bound. */
  readonly maxObservedAgeMs?: bigint | undefined;
}

/** A feed of a group: the item of the list that its row is of, and the device that it speaks about. */
export interface RowTerms {
  readonly key: string;
  /** Empty for none. */
  readonly subject: string;
}

/** Whether observations are of a group of feeds, which one response is read for (rule GRP-1). */
export function isGroup({ rows }: Pick<FeedTerms, 'rows'>): boolean {
  return rows !== undefined && rows.length > 0;
}

/** Feed and group of what is signed; the one that it is not of is 0 (rules OBS-2, REP-1). */
export type Source = Pick<ObservationBody, 'feedId' | 'groupId'>;

/** The number of the feed or the group; the contract counts both together, so that one number names either (rule GRP-1). */
export function sourceId({ feedId, groupId }: Source): number {
  return groupId === 0 ? feedId : groupId;
}

/** Whether it is of this feed, or of this group where the terms are of one. */
export function isOf(source: Source, feed: Pick<FeedTerms, 'id' | 'rows'>): boolean {
  return sourceId(source) === feed.id && (source.groupId !== 0) === isGroup(feed);
}

/** What a feed asks of observations in this mode; undefined where it does not accept it. */
export function modePolicy({ modes }: Pick<FeedTerms, 'modes'>, mode: Mode): ModePolicy | undefined {
  const name = modeName(mode);
  return name && modes[name];
}

/** Rule RND-1: the half-open slice [startMs, endMs) of a round. */
export function roundSlice(
  terms: Pick<FeedTerms, 'startMs' | 'intervalMs'>,
  round: bigint,
): { readonly startMs: bigint; readonly endMs: bigint } {
  const startMs = terms.startMs + round * terms.intervalMs;
  return { startMs, endMs: startMs + terms.intervalMs };
}
