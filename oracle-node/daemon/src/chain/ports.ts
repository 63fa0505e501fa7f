import type {
  BlockEvents,
  Command,
  Device,
  DeviceMembers,
  Feed,
  FeedMembers,
  FeedTermsOffered,
  Notary,
  Operator,
  PreparedTx,
  StandingRule,
  TxOutcome,
} from '@cloudx3/sdk';

/** An amount of one denomination. */
export interface Coin {
  readonly denom: string;
  /** Decimal, in the smallest unit. */
  readonly amount: string;
}

/** A message to one of the two contracts, as the JSON it takes. */
export interface ContractCall {
  readonly contract: 'oracle' | 'devices';
  readonly message: object;
  /** Sent along. */
  readonly funds?: readonly Coin[];
}

/** The chain as the node needs it. Every failure is an `SdkError`; `sdk.unreachable` is worth trying again, `sdk.wrong_chain` never. */
export interface ChainPort {
  /** Account that pays the gas. */
  readonly account: string;
  /** Address of the oracle contract. */
  readonly oracle: string;
  /** Undefined where the node serves no commands. */
  readonly devices: string | undefined;
  /** Of the newest block. */
  height(): Promise<number>;
  /** What the contracts emitted in one block, in order. `sdk.not_yet` where the chain has not run it yet. */
  blockEvents(height: number): Promise<BlockEvents>;
  /** Every feed that was ever created. */
  feeds(): Promise<readonly Feed[]>;
  /** Undefined where there is none. */
  feed(id: number): Promise<Feed | undefined>;
  /** Who takes part in a feed or group, and for which rounds. */
  feedMembers(id: number): Promise<FeedMembers | undefined>;
  /** What an acceptance of a feed or group agrees to. */
  feedTerms(id: number): Promise<FeedTermsOffered | undefined>;
  /** Registered ones, also those that are not active. */
  operators(): Promise<readonly Operator[]>;
  notaries(): Promise<readonly Notary[]>;
  /** What an operator's account agrees to before it is asked (ACC-3); undefined where it said nothing. */
  standingRule(operator: Uint8Array): Promise<StandingRule | undefined>;
  /** Bytes of a published operation. */
  operation(id: Uint8Array): Promise<Uint8Array | undefined>;
  /** All devices that name an operator's key, whether it accepted or not. */
  devicesNaming(operator: Uint8Array): Promise<readonly Device[]>;
  /** Ids of the devices that an operator's key accepted and has not left. */
  devicesOf(operator: Uint8Array): Promise<readonly string[]>;
  /** Commands of a device that are to be done now, oldest first. */
  openCommands(device: string): Promise<readonly Command[]>;
  /** What a lease costs until its command is settled, with its coin; nothing where the node serves no commands. */
  leaseDeposit(): Promise<readonly Coin[]>;
  command(id: bigint): Promise<Command | undefined>;
  device(id: string): Promise<Device | undefined>;
  /** The keys that a device names, and how each stands to it. */
  deviceMembers(id: string): Promise<DeviceMembers | undefined>;
  /** Signs with the account's next sequence, and does not send. */
  prepare(call: ContractCall): Promise<PreparedTx>;
  /** Sends and waits until it is on chain. The same bytes may be sent again. */
  broadcast(bytes: Uint8Array): Promise<TxOutcome>;
  /** What became of a transaction; undefined where the chain does not know it. */
  findTx(txHash: string): Promise<TxOutcome | undefined>;
  /** Lets go of the connection. */
  close(): void;
}
