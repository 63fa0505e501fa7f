import type {
  DevicesSet,
  EscrowWithdrawn,
  FeedActivity,
  FeedChanging,
  FeedCreated,
  FeedFunded,
  OperationPublished,
  WithdrawalAnnounced,
} from './events/feeds.ts';
import type {
  BondChanged,
  EndpointsChanged,
  EvidenceAccepted,
  EvidenceCommitted,
  KeyActivity,
  KeyRegistered,
  KeyRetired,
  StandingRuleSet,
  Unbonding,
} from './events/keys.ts';
import type {
  FeedMemberAnswered,
  FeedMemberJailed,
  FeedMemberJoined,
  FeedMemberLeaves,
  MembersInvited,
} from './events/members.ts';
import type {
  FeedSkipped,
  FeedUpdated,
  GroupUpdated,
  OmissionClaimed,
  ReportRefused,
  RewardClaimed,
  RowUpdated,
} from './events/reports.ts';

type KeyEvent =
  | KeyRegistered
  | KeyActivity
  | EndpointsChanged
  | BondChanged
  | Unbonding
  | KeyRetired
  | StandingRuleSet
  | EvidenceCommitted
  | EvidenceAccepted;

type FeedEvent =
  | OperationPublished
  | DevicesSet
  | FeedCreated
  | FeedChanging
  | FeedActivity
  | FeedFunded
  | WithdrawalAnnounced
  | EscrowWithdrawn;

type MemberEvent =
  MembersInvited | FeedMemberJoined | FeedMemberLeaves | FeedMemberJailed | FeedMemberAnswered;

type ReportEvent =
  FeedUpdated | GroupUpdated | RowUpdated | FeedSkipped | ReportRefused | OmissionClaimed | RewardClaimed;

/** What the oracle contract says happened. Tell them apart by `type`. */
export type OracleEvent = KeyEvent | FeedEvent | MemberEvent | ReportEvent;
