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
export type { Coin, ExecuteOptions, Execution, PreparedTx, Transfer, WriterOptions } from './chain/writer.ts';
export type { Payment } from './contract/attribute.ts';
export type { DevicesEvent } from './devices/events.ts';
export type { CommandEnded, CommandIssued, CommandSettled, CommandTaken } from './devices/events/commands.ts';
export type {
  BindingNotariesSet,
  DeviceBound,
  DeviceMemberJoined,
  DeviceMemberLeft,
  DeviceOffered,
  DeviceRegistered,
  DeviceTransferred,
  DeviceUnbound,
  DeviceUpdated,
  HandoverAnswered,
  HandoverBegun,
  ProofSet,
} from './devices/events/devices.ts';
export { devicesInstantiate, devicesMsg } from './devices/gen/messages.ts';
export type {
  Binding,
  BindingResponse as BoundSerial,
  Capability,
  CapabilityValue,
  Command,
  Status as CommandStatus,
  Device,
  DeviceChange,
  Member as DeviceMember,
  MembersResponse as DeviceMembers,
  Membership as DeviceMembership,
  ConfigResponse as DevicesConfig,
  Handover,
  Lease,
  Mode,
  DeviceSpec as NewDevice,
  ProofOperation,
  Receipt,
  SubjectResponse as Subject,
} from './devices/gen/types.ts';
export { DevicesQueries } from './devices/queries.ts';
export { readDevicesEvent } from './devices/read-event.ts';
export { settlementDigest } from './devices/settlement.ts';
export { SDK_ERRORS, SdkError } from './error.ts';
export type { SdkErrorCode, SdkErrorDetails } from './error.ts';
export type { OracleEvent } from './oracle/events.ts';
export type {
  DevicesSet,
  EscrowWithdrawn,
  FeedActivity,
  FeedChanging,
  FeedCreated,
  FeedFunded,
  OperationPublished,
  WithdrawalAnnounced,
} from './oracle/events/feeds.ts';
export type {
  BondChanged,
  EvidenceAccepted,
  EvidenceCommitted,
  KeyActivity,
  KeyRegistered,
  KeyRetired,
  StandingRuleSet,
  Unbonding,
} from './oracle/events/keys.ts';
export type {
  FeedMemberAnswered,
  FeedMemberJailed,
  FeedMemberJoined,
  FeedMemberLeaves,
  MembersInvited,
} from './oracle/events/members.ts';
export type {
  FeedSkipped,
  FeedUpdated,
  GroupUpdated,
  OmissionClaimed,
  ReportRefused,
  RewardClaimed,
  RowUpdated,
} from './oracle/events/reports.ts';
export { evidenceHash } from './oracle/evidence.ts';
export type { Feed, FeedSpec } from './oracle/feed.ts';
export { oracleInstantiate, oracleMsg } from './oracle/gen/messages.ts';
export type {
  FeedChange,
  FeedMember,
  FeedMembersResponse as FeedMembers,
  FeedRow,
  FeedTerms,
  FeedTermsResponse as FeedTermsOffered,
  FeedValue,
  GroupRow,
  KeyAt,
  Member,
  MemberAt,
  MembersResponse as Members,
  MembersAtResponse as MembersAt,
  ModeCounts,
  FeedSpec as NewFeed,
  Notary,
  Evidence as Offence,
  Operator,
  ConfigResponse as OracleConfig,
  OwedByFeed,
  Param,
  PendingChange,
  PublishedOperation,
  Rewards,
  Role,
  RoundSpan,
  SponsorResponse as Sponsor,
  StandingRule,
  StandingRuleResponse as StandingRuleOf,
} from './oracle/gen/types.ts';
export { OracleQueries } from './oracle/queries.ts';
export { readOracleEvent } from './oracle/read-event.ts';
export { reportsInTransaction } from './oracle/reports-in-transaction.ts';
export { termsOfRound } from './oracle/round-terms.ts';
export { feedTermsDigest } from './oracle/terms.ts';
export { deviceRegistrationDigest, registrationDigest } from './registration/digest.ts';
