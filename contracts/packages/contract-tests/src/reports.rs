//! Reports, signed as nodes and notaries sign.

use cloudx3_attestation::attestation::attestation_id;
use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::observation::observation_id;
use cloudx3_attestation::proto::context::Purpose;
use cloudx3_attestation::proto::{
    AttestationBody, Context, Decimal, HoleAssurance, KeyBinding, Mode, Network, ObservationBody, Param,
    PathEvidence, Reading, ReadingKind, Report, ReportedAttestation, ReportedObservation, RoundContext,
};
use cosmwasm_std::Binary;

use crate::keys::Key;

/// What all of a report's observations share, as their authors see it.
#[derive(Clone)]
pub struct Round {
    pub network: Network,
    pub feed_id: u32,
    pub round: u64,
    pub operation_id: Vec<u8>,
    pub params: Vec<Param>,
    pub subject: String,
    pub readings: Vec<ReadingKind>,
    /// Where the notaries' clocks stand.
    pub session_time_ms: u64,
    pub observed_at_ms: u64,
    pub mode: Mode,
    /// What attestations in PROXY mode may name, strictly increasing by canonical bytes.
    pub paths: Vec<PathEvidence>,
    /// Which of them they name, counted from 1.
    pub path: u32,
    pub custom_ca: bool,
}

/// A path of a session without holes, to this address.
pub fn path_to(resolved_address: &str) -> PathEvidence {
    PathEvidence {
        resolved_address: resolved_address.to_string(),
        server_spki_sha256: vec![1; 32],
        issuer_spki_sha256: vec![2; 32],
        tls_version: 0x0304,
        cipher_suite: 0x1301,
        key_binding: KeyBinding::Ticket.into(),
        hole_assurance: HoleAssurance::NoHoles.into(),
        segment_lengths: vec![180],
        ..Default::default()
    }
}

/// One attestation to be.
#[derive(Clone)]
pub struct Draft<'a> {
    pub notary: &'a Key,
    /// For the first reading 1.5, for the last this; mantissa and scale.
    pub value: (i64, u32),
    /// Ends the session id, which begins with the observer's key.
    pub session: u8,
}

impl Round {
    /// An observation by `observer` with its attestations signed for this round.
    pub fn observe(&self, observer: &Key, drafts: &[Draft]) -> ReportedObservation {
        let mut drafts = drafts.to_vec();
        drafts.sort_by_key(|draft| draft.notary.public());
        let attestations: Vec<_> = drafts.iter().map(|draft| self.attest(observer, draft)).collect();
        let bodies = attestations.iter().map(|own| body_of(self, &observer.public(), own));
        let body = ObservationBody {
            version: 2,
            network: Some(self.network.clone()),
            feed_id: self.feed_id,
            group_id: 0,
            round: self.round,
            observer: observer.public(),
            attestation_ids: bodies.map(|body| attestation_id(&body).to_vec()).collect(),
        };
        ReportedObservation {
            observer: observer.public(),
            attestations,
            signature: observer.sign(&observation_id(&body)),
        }
    }

    fn attest(&self, observer: &Key, draft: &Draft) -> ReportedAttestation {
        let mut values = vec![Decimal { mantissa: 15, scale: 1 }; self.readings.len()];
        *values.last_mut().unwrap() = Decimal { mantissa: draft.value.0, scale: draft.value.1 };
        let mut own = ReportedAttestation {
            notary: draft.notary.public(),
            mode: self.mode.into(),
            session_id: [&observer.public()[1..16], &[draft.session]].concat(),
            session_time_ms: self.session_time_ms,
            observed_at_ms: self.observed_at_ms,
            values,
            transcript_commitment: vec![9; 32],
            path: if self.mode == Mode::Proxy { self.path } else { 0 },
            custom_ca: self.custom_ca,
            ..Default::default()
        };
        own.signature = draft.notary.sign(&attestation_id(&body_of(self, &observer.public(), &own)));
        own
    }

    pub fn report(&self, observations: Vec<ReportedObservation>) -> Report {
        let mut observations = observations;
        observations.sort_by(|a, b| a.observer.cmp(&b.observer));
        let proxied = observations.iter().flat_map(|o| &o.attestations).any(|own| own.path != 0);
        Report {
            version: 2,
            feed_id: self.feed_id,
            round: self.round,
            operation_id: self.operation_id.clone(),
            params: self.params.clone(),
            subject: self.subject.clone(),
            readings: self.readings.clone(),
            observations,
            paths: if proxied { self.paths.clone() } else { vec![] },
            ..Default::default()
        }
    }

    pub fn bytes(&self, observations: Vec<ReportedObservation>) -> Binary {
        encode(&self.report(observations)).into()
    }
}

/// The body that a notary signs for an attestation of a report.
pub fn body_of(round: &Round, observer: &[u8], own: &ReportedAttestation) -> AttestationBody {
    let context = RoundContext { feed_id: round.feed_id, round: round.round };
    let readings = round.readings.iter().zip(&own.values);
    AttestationBody {
        version: 2,
        network: Some(round.network.clone()),
        notary: own.notary.clone(),
        mode: own.mode,
        operation_id: round.operation_id.clone(),
        params: round.params.clone(),
        subject: round.subject.clone(),
        context: Some(Context { purpose: Some(Purpose::Round(context)) }),
        prover: observer.to_vec(),
        session_id: own.session_id.clone(),
        session_time_ms: own.session_time_ms,
        observed_at_ms: own.observed_at_ms,
        readings: readings
            .map(|(kind, value)| Reading {
                name: kind.name.clone(),
                value: Some(*value),
                unit: kind.unit.clone(),
                quality: 0,
            })
            .collect(),
        transcript_commitment: own.transcript_commitment.clone(),
        path: own.path.checked_sub(1).map(|index| round.paths[index as usize].clone()),
        custom_ca: own.custom_ca,
        rows: vec![],
        period_start_ms: 0,
    }
}
