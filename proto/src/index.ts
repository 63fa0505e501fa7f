// The wire messages, the only codecs for them, and the bytes that are signed. Nothing here knows what a message means.
export { create } from '@bufbuild/protobuf';
export type { MessageInitShape, MessageShape } from '@bufbuild/protobuf';
export { compareBytes, decode, encode, equalBytes } from './canonical.ts';
export { /** @public */ PROTO_ERROR_CODES, ProtoError } from './error.ts';
export type { ProtoErrorCode } from './error.ts';
export { MAX_BYTES } from './limits.ts';
export { DOMAINS, domainDigest, domainOfVersion } from './signing.ts';
export type { Domain, TwiceEdited } from './signing.ts';
export {
  AttestationBodySchema,
  AttestationSchema,
  Carrier,
  /** @public */ CommandContextSchema,
  ContextSchema,
  HoleAssurance,
  KeyBinding,
  Mode,
  /** @public */ NetworkSchema,
  Outcome,
  ParamSchema,
  PathEvidenceSchema,
  ReadingSchema,
  /** @public */ RoundContextSchema,
  RowSchema,
  TranscriptOpeningSchema,
} from '../gen/cloudx3/v1/attestation_pb.js';
export type {
  Attestation,
  AttestationBody,
  CommandContext,
  Context,
  Network,
  Param,
  PathEvidence,
  Reading,
  RoundContext,
  Row,
  TranscriptOpening,
} from '../gen/cloudx3/v1/attestation_pb.js';
export { DeviceRegistrationSchema, SettlementSchema } from '../gen/cloudx3/v1/device_pb.js';
export type { DeviceRegistration, Settlement } from '../gen/cloudx3/v1/device_pb.js';
export {
  GossipEnvelopeSchema,
  ObservationsRequestSchema,
  ObservationsResponseSchema,
} from '../gen/cloudx3/v1/gossip_pb.js';
export type {
  GossipEnvelope,
  ObservationsRequest,
  ObservationsResponse,
} from '../gen/cloudx3/v1/gossip_pb.js';
export { ObservationBodySchema, ObservationSchema } from '../gen/cloudx3/v1/observation_pb.js';
export type { Observation, ObservationBody } from '../gen/cloudx3/v1/observation_pb.js';
export {
  Charset,
  /** @public */ ChoiceTypeSchema,
  ConditionSchema,
  DecimalSchema,
  /** @public */ DecimalTypeSchema,
  /** @public */ ElementMatchSchema,
  HeaderSchema,
  HoleSchema,
  /** @public */ IntegerTypeSchema,
  /** @public */ ListTypeSchema,
  /** @public */ MappedQualitySchema,
  /** @public */ MappedTextSchema,
  Method,
  ObservedAtSchema,
  OperationKind,
  OperationSchema,
  ParameterSchema,
  PartSchema,
  Quality,
  /** @public */ QualitySelectorSchema,
  ReadingSelectorSchema,
  ReadingSource,
  RowsSchema,
  StateKind,
  StepSchema,
  /** @public */ TextSchema,
  TimeFormat,
  /** @public */ TokenTypeSchema,
} from '../gen/cloudx3/v1/operation_pb.js';
export type {
  ChoiceType,
  Condition,
  Decimal,
  DecimalType,
  ElementMatch,
  Header,
  Hole,
  IntegerType,
  ListType,
  MappedQuality,
  MappedText,
  ObservedAt,
  Operation,
  Parameter,
  Part,
  QualitySelector,
  ReadingSelector,
  Rows,
  Step,
  Text,
  TokenType,
} from '../gen/cloudx3/v1/operation_pb.js';
export { KeyRegistrationSchema } from '../gen/cloudx3/v1/registration_pb.js';
export type { KeyRegistration } from '../gen/cloudx3/v1/registration_pb.js';
export {
  /** @public */ ReadingKindSchema,
  ReportBodySchema,
  ReportSchema,
  ReportedAttestationSchema,
  /** @public */ ReportedObservationSchema,
} from '../gen/cloudx3/v1/report_pb.js';
export type {
  ReadingKind,
  Report,
  ReportBody,
  ReportedAttestation,
  ReportedObservation,
} from '../gen/cloudx3/v1/report_pb.js';
export {
  Direction,
  NotaryMessageSchema,
  ProverMessageSchema,
  ProxyCommitmentSchema,
  ProxyOpeningSchema,
  RecordKeySchema,
  SessionBindSchema,
  /** @public */ SessionBoundSchema,
  /** @public */ SessionGrantSchema,
  /** @public */ SessionRefusalSchema,
  SessionRequestSchema,
  /** @public */ SessionResultSchema,
  /** @public */ SignedSessionBindSchema,
  SignedSessionRequestSchema,
} from '../gen/cloudx3/v1/session_pb.js';
export type {
  NotaryMessage,
  ProverMessage,
  ProxyCommitment,
  ProxyOpening,
  RecordKey,
  SessionBind,
  SessionBound,
  SessionGrant,
  SessionRefusal,
  SessionRequest,
  SessionResult,
  SignedSessionBind,
  SignedSessionRequest,
} from '../gen/cloudx3/v1/session_pb.js';
export {
  AttestationFileSchema,
  FeedPolicySchema,
  ReportFileSchema,
  /** @public */ StepUpSchema,
} from '../gen/cloudx3/v1/files_pb.js';
export type { AttestationFile, FeedPolicy, ReportFile, StepUp } from '../gen/cloudx3/v1/files_pb.js';
