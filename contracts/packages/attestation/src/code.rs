//! The stable codes of what the rules refuse. The same strings as the table of the TypeScript side.

use std::fmt;

/// Names each code once, with its text.
macro_rules! codes {
    ($($name:ident => $text:literal,)+) => {
        /// Why something is refused. A code once released keeps its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $($name,)+ }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The dotted text that crosses every boundary.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)+ }
            }
        }
    };
}

codes! {
    ProtoTooLarge => "proto.too_large",
    ProtoMalformed => "proto.malformed",
    ProtoNotCanonical => "proto.not_canonical",
    DecimalSyntax => "decimal.syntax",
    DecimalOutOfRange => "decimal.out_of_range",
    UnitUnknown => "unit.unknown",
    UnitMismatch => "unit.mismatch",
    UnitInexact => "unit.inexact",
    OperationVersion => "operation.version",
    OperationKind => "operation.kind",
    OperationName => "operation.name",
    OperationServerName => "operation.server_name",
    OperationPort => "operation.port",
    OperationMethod => "operation.method",
    OperationTarget => "operation.target",
    OperationHeaders => "operation.headers",
    OperationBody => "operation.body",
    OperationTemplate => "operation.template",
    OperationParameters => "operation.parameters",
    OperationHoles => "operation.holes",
    OperationUndeclared => "operation.undeclared",
    OperationUnused => "operation.unused",
    OperationHoleUse => "operation.hole_use",
    OperationStatuses => "operation.statuses",
    OperationPath => "operation.path",
    OperationConditions => "operation.conditions",
    OperationReadings => "operation.readings",
    OperationObservedAt => "operation.observed_at",
    OperationUnit => "operation.unit",
    OperationPeriodStart => "operation.period_start",
    OperationRows => "operation.rows",
    OperationListUse => "operation.list_use",
    OperationLimits => "operation.limits",
    ParamsMissing => "params.missing",
    ParamsUnknown => "params.unknown",
    ParamsOrder => "params.order",
    ParamsValue => "params.value",
    SignatureInvalid => "signature.invalid",
    AttestationVersion => "attestation.version",
    AttestationMalformed => "attestation.malformed",
    AttestationNetwork => "attestation.network",
    AttestationOperation => "attestation.operation",
    AttestationParams => "attestation.params",
    AttestationSubject => "attestation.subject",
    AttestationContext => "attestation.context",
    AttestationProver => "attestation.prover",
    AttestationMode => "attestation.mode",
    AttestationNotary => "attestation.notary",
    AttestationCustomCa => "attestation.custom_ca",
    AttestationSessionTime => "attestation.session_time",
    AttestationObservedAt => "attestation.observed_at",
    AttestationReadings => "attestation.readings",
    AttestationPath => "attestation.path",
    AttestationReading => "attestation.reading",
    AttestationRows => "attestation.rows",
    AttestationQuality => "attestation.quality",
    AttestationSignature => "attestation.signature",
    ObservationVersion => "observation.version",
    ObservationMalformed => "observation.malformed",
    ObservationNetwork => "observation.network",
    ObservationFeed => "observation.feed",
    ObservationObserver => "observation.observer",
    ObservationOrder => "observation.order",
    ObservationAttestationIds => "observation.attestation_ids",
    ObservationSessionReused => "observation.session_reused",
    ObservationMixedModes => "observation.mixed_modes",
    ObservationNotariesRequired => "observation.notaries_required",
    ObservationNotariesTooMany => "observation.notaries_too_many",
    ObservationStepUpRound => "observation.step_up_round",
    ObservationStepUpMoved => "observation.step_up_moved",
    ObservationSignature => "observation.signature",
    ReportVersion => "report.version",
    ReportMalformed => "report.malformed",
    ReportFeed => "report.feed",
    ReportOperation => "report.operation",
    ReportParams => "report.params",
    ReportSubject => "report.subject",
    ReportReadings => "report.readings",
    ReportPaths => "report.paths",
    ReportOrder => "report.order",
    ReportSessionReused => "report.session_reused",
    ReportQuorum => "report.quorum",
    ReportTooMany => "report.too_many",
    ReportRows => "report.rows",
    ReportTransmitter => "report.transmitter",
    ReportSignature => "report.signature",
    FeedQuorum => "feed.quorum",
    FeedTerms => "feed.terms",
    RegistrationMalformed => "registration.malformed",
    RegistrationVersion => "registration.version",
    RegistrationRole => "registration.role",
    RegistrationSignature => "registration.signature",
    SettlementVersion => "settlement.version",
    SettlementMalformed => "settlement.malformed",
    SettlementSignature => "settlement.signature",
    EvidenceSalt => "evidence.salt",
    EvidenceNone => "evidence.none",
}

/// A rule that does not hold: its code, and for people what was found. Shown as `code: detail`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    pub code: Code,
    pub detail: String,
}

pub type RuleResult<T> = Result<T, Rejection>;

impl Rejection {
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }
}

/// Refuses with `code` unless `holds`.
pub fn ensure(holds: bool, code: Code, detail: &str) -> RuleResult<()> {
    if holds {
        Ok(())
    } else {
        Err(Rejection::new(code, detail))
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.code.as_str(), self.detail)
    }
}

impl std::error::Error for Rejection {}
