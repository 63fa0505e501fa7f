// What prover, notary, node, contract and verifier must agree on, byte for byte. Pure: no I/O, clock, randomness or process.
export { CORE_CODES } from './codes.ts';
export type { CoreCode } from './codes.ts';
export { CoreError, unwrap } from './error.ts';
export type { CoreFailure, CoreResult, Result } from './result.ts';
export { compareDecimal, median, rescale, spread } from './decimal/arithmetic.ts';
export { convert } from './unit/convert.ts';
export { QUANTITIES } from './unit/quantities.ts';
export type { Quantity } from './unit/quantities.ts';
export { PRIMARY_UNITS, SECONDARY_UNITS } from './unit/table.ts';
export type { SecondaryUnit } from './unit/table.ts';
export { isUnit } from './unit/unit.ts';
export { formatDecimal, isDecimal, parseDecimal } from './decimal/decimal.ts';
export type { Decimal } from './decimal/decimal.ts';
export { readOperation } from './operation/checked-operation.ts';
export type { CheckedOperation } from './operation/checked-operation.ts';
export { holesInOrder } from './operation/holes-in-order.ts';
export { checkProxyFit } from './operation/proxy-fit.ts';
export { defineOperation } from './operation/define.ts';
export { OPERATION_LIMITS } from './operation/limits.ts';
export { checkParamList, checkParams, paramMessages, paramsFromList } from './operation/params.ts';
export type { CheckedParams, ParamList, Params, ParamValue } from './operation/params.ts';
export type {
  CharsetSpec,
  ConditionSpec,
  LengthsSpec,
  ListSpec,
  OperationSpec,
  ParameterSpec,
  PathSpec,
  ReadingSpec,
  RowsSpec,
  TimeFormatSpec,
} from './operation/spec.ts';
export { compareRequest } from './request/compare.ts';
export type { RequestComparison } from './request/compare.ts';
export { findHoles } from './request/find-holes.ts';
export { hiddenRanges } from './request/hidden-ranges.ts';
export { requestSegments } from './request/segments.ts';
export type { Segment } from './request/segments.ts';
export type { Range } from './request/ranges.ts';
export { renderRequest } from './request/render.ts';
export type { HoleRange, RenderedRequest, Secrets } from './request/render.ts';
export type { Answer } from './response/answer.ts';
export { attestsAnswer } from './response/attests-answer.ts';
export { evaluateResponse } from './response/evaluate.ts';
export type { Evaluation } from './response/evaluate.ts';
export type { ResponseHead, ResponseHeader } from './response/head.ts';
export { JsonNumber, parseJson } from './response/json.ts';
export type { JsonValue } from './response/json.ts';
export { parseResponse } from './response/parse.ts';
export type { HttpResponse, ResponseLimits } from './response/parse.ts';
export { isPublicKey, publicKeyOf, signDigest, verifySignature } from './signature/ecdsa.ts';
export type { SignDigest, VerifySignature } from './signature/ecdsa.ts';
export { checkAgainstOperation } from './attestation/against-operation.ts';
export { attestationId, readAttestation, signAttestation } from './attestation/attestation.ts';
export type { ShapedAttestation } from './attestation/attestation.ts';
export { checkAttestation } from './attestation/check.ts';
export type { AttestationExpectations, NetworkId, VerifiedAttestation } from './attestation/check.ts';
export { isContext } from './attestation/context.ts';
export type { SessionParts } from './attestation/context.ts';
export { isSubject } from './attestation/parts.ts';
export { segmentLengths } from './attestation/path.ts';
export { checkTranscriptOpening, transcriptCommitment } from './attestation/commitment.ts';
export { checkAttestationShape } from './attestation/shape.ts';
export { checkCountable, checkObservation, observationValues } from './observation/check.ts';
export type { ObservationExpectations, VerifiedObservation } from './observation/check.ts';
export { MODES, MODE_NAMES, modeName, modeRow, perMode } from './modes/table.ts';
export type { ModeName, ModeRow, PerMode } from './modes/table.ts';
export type { Evidence } from './modes/evidence.ts';
export { HOLE_ASSURANCES, KEY_BINDINGS, meaningOf } from './binding/table.ts';
export type { EvidenceKind } from './binding/table.ts';
export { checkTogether } from './observation/obs-6.ts';
export { checkStepUp, needsStepUp, requiredMode, strictMode } from './observation/obs-9.ts';
export { isGroup, isOf, modePolicy, roundSlice, sourceId } from './observation/feed-terms.ts';
export type { FeedModes, FeedTerms, ModePolicy, RowTerms, Source, StepUp } from './observation/feed-terms.ts';
export { checkFeedAttestation } from './observation/obs-5.ts';
export type { ValueTerms } from './observation/obs-5.ts';
export { observationId, readObservation, signObservation } from './observation/observation.ts';
export type { ObservationParts } from './observation/observation.ts';
export { checkObservationShape } from './observation/shape.ts';
export type { ShapedObservation } from './observation/shape.ts';
export { aggregate } from './report/aggregate.ts';
export type { FeedOutcome, ReportValue } from './report/aggregate.ts';
export { buildReport } from './report/build.ts';
export type { ReportTerms } from './report/build.ts';
export { checkReport } from './report/check.ts';
export type { NamedCheck, ReportCheck, ReportExpectations } from './report/check.ts';
export { expandReport } from './report/expand.ts';
export { pathsOf } from './report/paths.ts';
export { readReport } from './report/shape.ts';
export { reportDigest, signReport } from './report/transmitter.ts';
export { checkDeviceRegistration, deviceRegistrationDigest } from './registration/device-registration.ts';
export { checkKeyRegistration, keyRegistrationDigest } from './registration/key-registration.ts';
export { checkSettlement, settlementDigest } from './settlement/settlement.ts';
export type { Offence, ShownEvidence } from './evidence/evidence.ts';
export { evidenceHash } from './evidence/hash.ts';
export { judgeEvidence } from './evidence/judge.ts';
export type { Jurisdiction } from './evidence/judge.ts';
export { isEdition } from './edition.ts';
export type { Edition } from './edition.ts';
