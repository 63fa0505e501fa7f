import type { ChainReader } from '../chain/reader.ts';
import { Contract } from '../contract/contract.ts';
import { SdkError } from '../error.ts';
import { onChain } from './feed.ts';
import type { Feed } from './feed.ts';
import { oracleQuery } from './gen/queries.ts';
import type {
  AllRewardsResponse,
  ConfigResponse,
  FeedMembersResponse,
  FeedTermsResponse,
  FeedValue,
  FeedsResponse,
  KeyAt,
  MembersAtResponse,
  MembersResponse,
  NotariesResponse,
  Notary,
  OperationsResponse,
  Operator,
  OperatorsResponse,
  OwedByFeed,
  OwedResponse,
  PublishedOperation,
  Rewards,
  Role,
  SponsorResponse,
  StandingRuleResponse,
} from './gen/types.ts';
import { isTermsDigest } from './terms.ts';

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

  /** Account, declared group and state of keys, each at its own time, in the order asked for (rule REG-3); undefined where one of them is not registered. */
  membersAt(keys: {
    readonly operators: readonly KeyAt[];
    readonly notaries: readonly KeyAt[];
  }): Promise<MembersAtResponse | undefined> {
    return this.contract.find(oracleQuery.membersAt(keys));
  }

  /** What a key's account agrees to before it is asked, and in how many feeds it takes part (rule ACC-3). */
  standingRule(role: Role, pubkey: Uint8Array): Promise<StandingRuleResponse | undefined> {
    return this.contract.find(oracleQuery.standingRule({ role, pubkey }));
  }

  /** Whether a key is on and has a standing rule that lets in what is paid `reward` and asks for these operations, by this account (rule ACC-3). */
  async fitsRule(
    key: { readonly role: Role; readonly pubkey: Uint8Array },
    asked: { readonly admin: string; readonly operations: readonly Uint8Array[]; readonly reward: bigint },
  ): Promise<boolean> {
    return (await this.contract.ask(oracleQuery.fitsRule({ ...key, ...asked }))).fits;
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

  /** A feed, a group, or a row of one. */
  async feed(id: number): Promise<Feed | undefined> {
    const feed = await this.contract.find(oracleQuery.feed({ feedId: id }));
    return feed === undefined ? undefined : onChain(feed);
  }

  /** All feeds and groups, by number; the rows of a group are not among them. */
  feeds(): Promise<Feed[]> {
    return this.contract.all(
      ({ feeds }: FeedsResponse) => feeds.map(onChain),
      (after, limit) => oracleQuery.feeds({ startAfter: after?.id, limit }),
    );
  }

  /**
   * What an acceptance of a feed agrees to (rule ACC-2): the text, with the digest that the message Accept names. Throws `sdk.malformed`
   * where a digest is not that of its text, for who signs it would agree to what it has not read.
   */
  async feedTerms(feedId: number): Promise<FeedTermsResponse | undefined> {
    const terms = await this.contract.find(oracleQuery.feedTerms({ feedId }));
    if (terms !== undefined && ![terms.current, ...pendingOf(terms)].every(isTermsDigest))
      throw new SdkError('sdk.malformed', `the terms of feed ${feedId} have another digest than they say`);
    return terms;
  }

  /** Who is or lately was a member of a feed or group, and the quorum of its next round (rules ACC-1, QRM-2). */
  feedMembers(feedId: number): Promise<FeedMembersResponse | undefined> {
    return this.contract.find(oracleQuery.feedMembers({ feedId }));
  }

  /** What a sponsor has in a feed's escrow (rule ESC-1). */
  sponsor(feedId: number, address: string): Promise<SponsorResponse | undefined> {
    return this.contract.find(oracleQuery.sponsor({ feedId, address }));
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

  /** What accrued to an account directly, and what it claimed; what feeds owe it {@link OracleQueries.owed} says. */
  rewards(address: string): Promise<Rewards> {
    return this.contract.ask(oracleQuery.rewards({ address }));
  }

  /** What the feeds owe a key that it is or was a member of, by number. */
  owed(role: Role, pubkey: Uint8Array): Promise<OwedByFeed[]> {
    return this.contract.all(
      ({ feeds }: OwedResponse) => feeds,
      (after, limit) => oracleQuery.owed({ role, pubkey, startAfter: after?.feedId, limit }),
    );
  }

  /** What accrued to every account directly, in the order of addresses. */
  allRewards(): Promise<Rewards[]> {
    return this.contract.all(
      ({ rewards }: AllRewardsResponse) => rewards,
      (after, limit) => oracleQuery.allRewards({ startAfter: after?.address, limit }),
    );
  }
}

function pendingOf({ pending }: FeedTermsResponse) {
  return pending === undefined ? [] : [pending.terms];
}
