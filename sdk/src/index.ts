// What a dapp or device owner imports, and what our own programs reach the chain through.
export { compareDecimal, formatDecimal, parseDecimal } from '@cloudx3/verifier-core';
export type { Decimal, FeedModes, ModePolicy, StepUp } from '@cloudx3/verifier-core';
export { contractEvents } from './chain/events.ts';
export type { ContractEvent } from './chain/events.ts';
export { contractCodeIn, translateFailure } from './chain/failure.ts';
export { ChainReader, txHashOf } from './chain/reader.ts';
export type { BlockEvents, ReaderOptions, TxOutcome } from './chain/reader.ts';
export type { DirectSigner, Signer, SignerAccount } from './chain/signer.ts';
export { ChainWriter } from './chain/writer.ts';
export type { Coin, ExecuteOptions, Execution, PreparedTx, WriterOptions } from './chain/writer.ts';
export { devicesMsg } from './devices/messages.ts';
export type { NewDevice } from './devices/messages.ts';
export { DevicesQueries } from './devices/queries.ts';
export type { Capability, Command, CommandStatus, Device, DevicesConfig } from './devices/types.ts';
export { SDK_ERRORS, SdkError } from './error.ts';
export type { SdkErrorCode, SdkErrorDetails } from './error.ts';
export { oracleMsg } from './oracle/messages.ts';
export type { NewFeed } from './oracle/messages.ts';
export { OracleQueries } from './oracle/queries.ts';
export type {
  Feed,
  FeedSpec,
  FeedValue,
  Notary,
  Operator,
  OracleConfig,
  PublishedOperation,
} from './oracle/types.ts';
export { deviceRegistrationDigest, registrationDigest } from './registration/digest.ts';
export type { Rewards } from './rewards.ts';
