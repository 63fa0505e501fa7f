// What a dapp or device owner imports, and what our own programs reach the chain through.
export { /** @public */ compareDecimal, formatDecimal, parseDecimal } from '@cloudx3/verifier-core';
export type { Decimal, FeedModes, ModePolicy, StepUp } from '@cloudx3/verifier-core';
export { contractEvents } from './chain/events.ts';
export type { ContractEvent } from './chain/events.ts';
export { contractCodeIn } from './chain/failure.ts';
export { followBlocks } from './chain/follow.ts';
export type { FollowOptions } from './chain/follow.ts';
export type { ReaderOptions } from './chain/connect.ts';
export { ChainReader } from './chain/reader.ts';
export type { BlockEvents } from './chain/reader.ts';
export type { TxOutcome } from './chain/tx.ts';
export type { DirectSigner, Signer, SignerAccount } from './chain/signer.ts';
export { walletFromMnemonic } from './chain/wallet.ts';
export { ChainWriter } from './chain/writer.ts';
export type { Coin, ExecuteOptions, Execution, PreparedTx, WriterOptions } from './chain/writer.ts';
export type { Payment } from './contract/attribute.ts';
export type {
  CommandIssued,
  CommandRefunded,
  CommandSettled,
  CommandTaken,
  DeviceRegistered,
  DevicesEvent,
} from './devices/events.ts';
export { devicesInstantiate, devicesMsg } from './devices/gen/messages.ts';
export type { RegisterDevice as NewDevice } from './devices/gen/messages.ts';
export type {
  Capability,
  CapabilityValue,
  Command,
  Status as CommandStatus,
  Device,
  ConfigResponse as DevicesConfig,
  Lease,
  Mode,
  Receipt,
} from './devices/gen/types.ts';
export { DevicesQueries } from './devices/queries.ts';
export { readDevicesEvent } from './devices/read-event.ts';
export { SDK_ERRORS, SdkError } from './error.ts';
export type { SdkErrorCode, SdkErrorDetails } from './error.ts';
export type {
  BondWithdrawn,
  FeedActivity,
  FeedCreated,
  FeedFunded,
  FeedSkipped,
  FeedUpdated,
  KeyActivity,
  KeyRegistered,
  OperationPublished,
  OracleEvent,
  RewardClaimed,
} from './oracle/events.ts';
export type { Feed, FeedSpec } from './oracle/feed.ts';
export { oracleInstantiate, oracleMsg } from './oracle/gen/messages.ts';
export type {
  FeedValue,
  Member,
  MembersResponse as Members,
  ModeCounts,
  FeedSpec as NewFeed,
  Notary,
  Operator,
  ConfigResponse as OracleConfig,
  Param,
  PublishedOperation,
  Rewards,
  Role,
} from './oracle/gen/types.ts';
export { OracleQueries } from './oracle/queries.ts';
export { readOracleEvent } from './oracle/read-event.ts';
export { reportsInTransaction } from './oracle/reports-in-transaction.ts';
export { deviceRegistrationDigest, registrationDigest } from './registration/digest.ts';
