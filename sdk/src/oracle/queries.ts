import type { ChainReader } from '../chain/reader.ts';
import { Contract } from '../contract/contract.ts';
import { onChain } from './feed.ts';
import type { Feed } from './feed.ts';
import { oracleQuery } from './gen/queries.ts';
import type {
  AllRewardsResponse,
  ConfigResponse,
  FeedValue,
  FeedsResponse,
  MembersResponse,
  NotariesResponse,
  Notary,
  OperationsResponse,
  Operator,
  OperatorsResponse,
  PublishedOperation,
  Rewards,
} from './gen/types.ts';

/** Queries of the oracle contract. Things are looked up by key and undefined where the contract knows none. */
export class OracleQueries {
  /** Bech32 address of the contract. */
  readonly address: string;
  private readonly contract: Contract;

  constructor(reader: Pick<ChainReader, 'query'>, address: string) {
    this.address = address;
    this.contract = new Contract({ address }, { reader });
  }

  /** Who administers the contract, its money and its bonds. */
  config(): Promise<ConfigResponse> {
    return this.contract.ask(oracleQuery.config());
  }

  /** The operator of a key of 33 bytes. */
  operator(pubkey: Uint8Array): Promise<Operator | undefined> {
    return this.contract.find(oracleQuery.operator({ pubkey }));
  }

  /** All operators, in the order of their keys. */
  operators(): Promise<Operator[]> {
    return this.contract.all(
      ({ operators }: OperatorsResponse) => operators,
      (after, limit) => oracleQuery.operators({ startAfter: after?.pubkey, limit }),
    );
  }

  /** The notary of a key of 33 bytes. */
  notary(pubkey: Uint8Array): Promise<Notary | undefined> {
    return this.contract.find(oracleQuery.notary({ pubkey }));
  }

  /** All notaries, in the order of their keys. */
  notaries(): Promise<Notary[]> {
    return this.contract.all(
      ({ notaries }: NotariesResponse) => notaries,
      (after, limit) => oracleQuery.notaries({ startAfter: after?.pubkey, limit }),
    );
  }

  /** Account and state of at most 31 keys of each role, in the order asked for; undefined where one of them is not registered. */
  members(keys: {
    readonly operators: readonly Uint8Array[];
    readonly notaries: readonly Uint8Array[];
  }): Promise<MembersResponse | undefined> {
    return this.contract.find(oracleQuery.members(keys));
  }

  /** The operation of an id of 32 bytes. */
  operation(id: Uint8Array): Promise<PublishedOperation | undefined> {
    return this.contract.find(oracleQuery.operation({ id }));
  }

  /** All published operations, in the order of their ids. */
  operations(): Promise<PublishedOperation[]> {
    return this.contract.all(
      ({ operations }: OperationsResponse) => operations,
      (after, limit) => oracleQuery.operations({ startAfter: after?.id, limit }),
    );
  }

  /** The feed of a number. */
  async feed(id: number): Promise<Feed | undefined> {
    const feed = await this.contract.find(oracleQuery.feed({ feedId: id }));
    return feed === undefined ? undefined : onChain(feed);
  }

  /** All feeds, by number. */
  feeds(): Promise<Feed[]> {
    return this.contract.all(
      ({ feeds }: FeedsResponse) => feeds.map(onChain),
      (after, limit) => oracleQuery.feeds({ startAfter: after?.id, limit }),
    );
  }

  /** The newest value. A stale one is refused with contract code "feed.stale" unless `allowStale` (rule QRY-1). */
  latest(feedId: number, options: { readonly allowStale?: boolean } = {}): Promise<FeedValue> {
    return this.contract.ask(oracleQuery.latest({ feedId, allowStale: options.allowStale ?? false }));
  }

  /** The value of one round, of the last 128 that have one. */
  valueAt(feedId: number, round: bigint): Promise<FeedValue | undefined> {
    return this.contract.find(oracleQuery.valueAt({ feedId, round }), ['feed.no_value']);
  }

  /** Newest first, of rounds below `before` where that is given; the contract keeps the last 128 rounds. */
  async history(feedId: number, limit = 30, before?: bigint): Promise<readonly FeedValue[]> {
    return (await this.contract.ask(oracleQuery.history({ feedId, limit, before }))).values;
  }

  /** What an account earned; `accrued` counts its first 256 feeds. */
  rewards(address: string): Promise<Rewards> {
    return this.contract.ask(oracleQuery.rewards({ address }));
  }

  /** What every account earned, in the order of addresses. */
  allRewards(): Promise<Rewards[]> {
    return this.contract.all(
      ({ rewards }: AllRewardsResponse) => rewards,
      (after, limit) => oracleQuery.allRewards({ startAfter: after?.address, limit }),
    );
  }
}
