import type { Context } from '@cloudx3/proto';
import type { Offer } from './offer.ts';

/** A key that a feed names or named, with the rounds `[from, until)` in which it is a member (rule ACC-1). */
interface RoundMember {
  readonly pubkey: Uint8Array;
  readonly rounds: readonly { readonly from: bigint; readonly until?: bigint | undefined }[];
}

/** A key that a device names, and whether it serves it (rule DEV-5). */
interface ServingMember {
  readonly pubkey: Uint8Array;
  readonly member: boolean;
}

/** The part of the sdk's `OracleQueries` that says what feeds and groups pay. */
export interface FeedQueries {
  /** By its number; undefined where there is none. */
  feed(id: number): Promise<
    | {
        readonly active: boolean;
        /** Rounds that the escrow pays in full; undefined where a round costs nothing (rule ESC-2). */
        readonly runway?: bigint | undefined;
        /** Of a row of a group: the group is reported to. */
        readonly row?: object | undefined;
        readonly spec: {
          readonly operationId: Uint8Array;
          readonly notaryReward: bigint;
          /** Of a group. */
          readonly rows: readonly object[];
        };
      }
    | undefined
  >;
  /** Who is a member of it; undefined where there is none. */
  feedMembers(
    id: number,
  ): Promise<
    { readonly operators: readonly RoundMember[]; readonly notaries: readonly RoundMember[] } | undefined
  >;
}

/** The part of the sdk's `DevicesQueries` that says what commands pay. */
export interface DeviceQueries {
  /** Bech32 address of the contract; commands of another are nobody's. */
  readonly address: string;
  config(): Promise<{ readonly executorSharePercent: number; readonly readbackPercent: number }>;
  /** By its number; undefined where there is none. */
  command(id: bigint): Promise<
    | {
        readonly status: string;
        readonly device: string;
        readonly escrow: bigint;
        readonly actionOperation: Uint8Array;
        readonly readbackOperation: Uint8Array;
      }
    | undefined
  >;
  /** Who a device names; undefined where there is none. */
  members(
    device: string,
  ): Promise<
    { readonly operators: readonly ServingMember[]; readonly notaries: readonly ServingMember[] } | undefined
  >;
}

/** A settlement of an act is of the act and its read-back, whose notaries share what the executor leaves (CMD-4). */
const SESSIONS_OF_A_COMMAND = 2n;

/** What the chain says is paid for sessions of this context. */
export async function offerOnChain(
  { purpose }: Context,
  { feeds, devices }: { readonly feeds: FeedQueries; readonly devices: DeviceQueries | undefined },
): Promise<Offer | undefined> {
  if (purpose.case === 'round') {
    const { feedId, round } = purpose.value;
    return feedOffer({ id: feedId, round, isGroup: false }, feeds);
  }
  if (purpose.case === 'groupRound') {
    const { groupId, round } = purpose.value;
    return feedOffer({ id: groupId, round, isGroup: true }, feeds);
  }
  if (purpose.case !== 'command' || purpose.value.devices !== devices?.address) return undefined;
  return commandOffer(purpose.value.commandId, devices);
}

/** A round is one of a feed of its own or of a whole group: rows are read with their group. */
async function feedOffer(
  { id, round, isGroup }: { readonly id: number; readonly round: bigint; readonly isGroup: boolean },
  feeds: FeedQueries,
): Promise<Offer | undefined> {
  const [feed, members] = await Promise.all([feeds.feed(id), feeds.feedMembers(id)]);
  if (feed?.active !== true || members === undefined || feed.row !== undefined) return undefined;
  const { operationId, notaryReward, rows } = feed.spec;
  if (rows.length > 0 !== isGroup) return undefined;
  // A report is paid in order, each reward in full or not at all, and notaries come last (REP-6).
  const isPaid = feed.runway === undefined || feed.runway > 0n;
  return {
    pays: isPaid ? notaryReward : 0n,
    operators: membersNear(round, members.operators),
    notaries: membersNear(round, members.notaries),
    operations: [operationId],
  };
}

/** Members of a round or the next one: the answer is believed for a while. */
function membersNear(round: bigint, members: readonly RoundMember[]): Uint8Array[] {
  return members
    .filter(({ rounds }) =>
      rounds.some(({ from, until }) => from <= round + 1n && (until === undefined || round < until)),
    )
    .map(({ pubkey }) => pubkey);
}

async function commandOffer(id: bigint, devices: DeviceQueries): Promise<Offer | undefined> {
  const command = await devices.command(id);
  if (command?.status !== 'pending') return undefined;
  const [members, config] = await Promise.all([devices.members(command.device), devices.config()]);
  if (members === undefined) return undefined;
  return {
    pays: leastOfCommand(command.escrow, config),
    operators: serving(members.operators),
    notaries: serving(members.notaries),
    operations: [command.actionOperation, command.readbackOperation],
  };
}

/** Where the state stood already one session is paid, of a part of the escrow (CMD-4). */
function leastOfCommand(
  escrow: bigint,
  { executorSharePercent, readbackPercent }: Awaited<ReturnType<DeviceQueries['config']>>,
): bigint {
  const forNotaries = (paid: bigint) => (paid * BigInt(100 - executorSharePercent)) / 100n;
  const ofAct = forNotaries(escrow) / SESSIONS_OF_A_COMMAND;
  const ofReadback = forNotaries((escrow * BigInt(readbackPercent)) / 100n);
  return ofAct < ofReadback ? ofAct : ofReadback;
}

function serving(members: readonly ServingMember[]): Uint8Array[] {
  return members.filter(({ member }) => member).map(({ pubkey }) => pubkey);
}
