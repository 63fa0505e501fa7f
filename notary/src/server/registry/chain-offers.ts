import type { Context } from '@cloudx3/proto';
import type { Offer } from './offer.ts';

type Keys = readonly Uint8Array[];

/** The part of the sdk's `OracleQueries` that says what feeds pay. */
export interface FeedQueries {
  /** By its number; undefined where there is none. */
  feed(id: number): Promise<
    | {
        readonly active: boolean;
        /** What is left for rewards. */
        readonly escrow: bigint;
        readonly spec: {
          readonly operationId: Uint8Array;
          readonly operators: Keys;
          readonly notaries: Keys;
          readonly notaryReward: bigint;
        };
      }
    | undefined
  >;
}

/** The part of the sdk's `DevicesQueries` that says what commands pay. */
export interface DeviceQueries {
  /** Bech32 address of the contract; commands of another are nobody's. */
  readonly address: string;
  config(): Promise<{ readonly executorSharePercent: number }>;
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
  device(id: string): Promise<{ readonly operators: Keys; readonly notaries: Keys } | undefined>;
}

/** A settlement is of the action and its read-back, whose notaries share what the executor leaves (CMD-4). */
const SESSIONS_OF_A_COMMAND = 2n;

/** What the chain says is paid for sessions of this context. */
export async function offerOnChain(
  { purpose }: Context,
  { feeds, devices }: { readonly feeds: FeedQueries; readonly devices: DeviceQueries | undefined },
): Promise<Offer | undefined> {
  if (purpose.case === 'round') return feedOffer(purpose.value.feedId, feeds);
  if (purpose.case !== 'command' || purpose.value.devices !== devices?.address) return undefined;
  return commandOffer(purpose.value.commandId, devices);
}

async function feedOffer(id: number, feeds: FeedQueries): Promise<Offer | undefined> {
  const feed = await feeds.feed(id);
  if (feed?.active !== true) return undefined;
  const { operationId, operators, notaries, notaryReward } = feed.spec;
  const pays = feed.escrow < notaryReward ? feed.escrow : notaryReward;
  return { pays, operators, notaries, operations: [operationId] };
}

async function commandOffer(id: bigint, devices: DeviceQueries): Promise<Offer | undefined> {
  const command = await devices.command(id);
  if (command?.status !== 'pending') return undefined;
  const [device, { executorSharePercent }] = await Promise.all([
    devices.device(command.device),
    devices.config(),
  ]);
  if (device === undefined) return undefined;
  const forNotaries = (command.escrow * BigInt(100 - executorSharePercent)) / 100n;
  return {
    pays: forNotaries / SESSIONS_OF_A_COMMAND,
    operators: device.operators,
    notaries: device.notaries,
    operations: [command.actionOperation, command.readbackOperation],
  };
}
