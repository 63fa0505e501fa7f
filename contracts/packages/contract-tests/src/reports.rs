//! Reports, signed as nodes and notaries sign.

use cloudx3_attestation::attestation::attestation_id;
use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::digest::{domain_digest, REPORT};
use cloudx3_attestation::observation::observation_id;
use cloudx3_attestation::proto::context::Purpose;
use cloudx3_attestation::proto::{
    Attestation, AttestationBody, Context, Decimal, GroupRoundContext, HoleAssurance, KeyBinding, Mode,
    Network, Observation, ObservationBody, Outcome, Param, PathEvidence, Reading, ReadingKind, Report,
    ReportBody, ReportedAttestation, ReportedObservation, ReportedRow, RoundContext, Row, RowKind,
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
    /// Of a group, whose id `feed_id` then is; none for a feed of its own.
    pub rows: Vec<RowKind>,
    /// Rows that the vendor could not read.
    pub unread: Vec<usize>,
    /// Who signs the report.
    pub transmitter: Option<Key>,
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
        self.over(observer, attestations)
    }

    /// The same with one attestation, of the session with this number.
    pub fn observe_session(&self, observer: &Key, draft: &Draft, session_id: Vec<u8>) -> ReportedObservation {
        let mut own = self.attest(observer, draft);
        own.session_id = session_id;
        own.signature = draft.notary.sign(&attestation_id(&body_of(self, &observer.public(), &own)));
        self.over(observer, vec![own])
    }

    /// What an observer signs over attestations.
    pub fn observation_body(&self, observer: &[u8], attestations: &[ReportedAttestation]) -> ObservationBody {
        let bodies = attestations.iter().map(|own| body_of(self, observer, own));
        let (feed_id, group_id) = self.ids();
        ObservationBody {
            version: 2,
            network: Some(self.network.clone()),
            feed_id,
            group_id,
            round: self.round,
            observer: observer.to_vec(),
            attestation_ids: bodies.map(|body| attestation_id(&body).to_vec()).collect(),
        }
    }

    /// An observation that its observer signs for this round over attestations as they are, whatever their notaries signed: its own
    /// signature is over the ids of the bodies that the contract will rebuild, and so is good.
    pub fn over(&self, observer: &Key, attestations: Vec<ReportedAttestation>) -> ReportedObservation {
        let body = self.observation_body(&observer.public(), &attestations);
        let signature = observer.sign(&observation_id(&body));
        ReportedObservation { observer: observer.public(), attestations, signature }
    }

    /// An observation as it is gossiped, with its attestations in full.
    pub fn gossiped(&self, own: &ReportedObservation) -> Observation {
        let bodies = own.attestations.iter().map(|attestation| Attestation {
            body: Some(body_of(self, &own.observer, attestation)),
            signature: attestation.signature.clone(),
        });
        Observation {
            body: Some(self.observation_body(&own.observer, &own.attestations)),
            attestations: bodies.collect(),
            signature: own.signature.clone(),
        }
    }

    /// Feed and group as messages name them.
    fn ids(&self) -> (u32, u32) {
        if self.rows.is_empty() {
            (self.feed_id, 0)
        } else {
            (0, self.feed_id)
        }
    }

    /// One row each: the draft's value and the number of the row on top, or nothing where it could not be read.
    fn reported_rows(&self, values: &[Decimal]) -> Vec<ReportedRow> {
        let row = |index: usize| {
            if self.unread.contains(&index) {
                return ReportedRow { outcome: Outcome::Condition.into(), ..Default::default() };
            }
            let mut values = values.to_vec();
            values.last_mut().unwrap().mantissa += i64::try_from(index).unwrap();
            ReportedRow { outcome: Outcome::Ok.into(), values, ..Default::default() }
        };
        (0..self.rows.len()).map(row).collect()
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
            rows: self.reported_rows(&values),
            values: if self.rows.is_empty() { values } else { vec![] },
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
        let (feed_id, group_id) = self.ids();
        let (transmitter, signature) = self.sign_report(&observations).unwrap_or_default();
        Report {
            version: 2,
            feed_id,
            group_id,
            transmitter,
            signature,
            rows: self.rows.clone(),
            round: self.round,
            operation_id: self.operation_id.clone(),
            params: self.params.clone(),
            subject: self.subject.clone(),
            readings: self.readings.clone(),
            observations,
            paths: if proxied { written(&self.paths) } else { vec![] },
        }
    }

    /// The transmitter's key and its signature over these observations (REP-8).
    pub fn sign_report(&self, observations: &[ReportedObservation]) -> Option<(Vec<u8>, Vec<u8>)> {
        let transmitter = self.transmitter.as_ref()?;
        let (feed_id, group_id) = self.ids();
        let id = |own: &ReportedObservation| {
            observation_id(&self.observation_body(&own.observer, &own.attestations)).to_vec()
        };
        let body = ReportBody {
            version: 2,
            network: Some(self.network.clone()),
            feed_id,
            group_id,
            round: self.round,
            transmitter: transmitter.public(),
            observation_ids: observations.iter().map(id).collect(),
        };
        let signature = transmitter.sign(&domain_digest(REPORT, &encode(&body)));
        Some((transmitter.public(), signature))
    }

    pub fn bytes(&self, observations: Vec<ReportedObservation>) -> Binary {
        encode(&self.report(observations)).into()
    }
}

/// Paths as a report has them: without a key that is the one of the path before (REP-7).
pub fn written(whole: &[PathEvidence]) -> Vec<PathEvidence> {
    let mut paths = whole.to_vec();
    for (path, before) in paths.iter_mut().skip(1).zip(whole) {
        if path.server_spki_sha256 == before.server_spki_sha256 {
            path.server_spki_sha256.clear();
        }
        if path.issuer_spki_sha256 == before.issuer_spki_sha256 {
            path.issuer_spki_sha256.clear();
        }
    }
    paths
}

/// The body that a notary signs for an attestation of a report.
pub fn body_of(round: &Round, observer: &[u8], own: &ReportedAttestation) -> AttestationBody {
    let (id, number) = (round.feed_id, round.round);
    let purpose = if round.rows.is_empty() {
        Purpose::Round(RoundContext { feed_id: id, round: number })
    } else {
        Purpose::GroupRound(GroupRoundContext { group_id: id, round: number })
    };
    let rows = round.rows.iter().zip(&own.rows).map(|(kind, row)| Row {
        key: kind.key.clone(),
        subject: kind.subject.clone(),
        outcome: row.outcome,
        readings: readings_of(round, &row.values),
        observed_at_ms: row.observed_at_ms,
        period_start_ms: row.period_start_ms,
    });
    AttestationBody {
        version: 2,
        network: Some(round.network.clone()),
        notary: own.notary.clone(),
        mode: own.mode,
        operation_id: round.operation_id.clone(),
        params: round.params.clone(),
        subject: round.subject.clone(),
        context: Some(Context { purpose: Some(purpose) }),
        prover: observer.to_vec(),
        session_id: own.session_id.clone(),
        session_time_ms: own.session_time_ms,
        observed_at_ms: own.observed_at_ms,
        readings: readings_of(round, &own.values),
        transcript_commitment: own.transcript_commitment.clone(),
        path: own.path.checked_sub(1).map(|index| round.paths[index as usize].clone()),
        custom_ca: own.custom_ca,
        rows: rows.collect(),
        period_start_ms: 0,
    }
}

fn readings_of(round: &Round, values: &[Decimal]) -> Vec<Reading> {
    let readings = round.readings.iter().zip(values);
    let reading = |(kind, value): (&ReadingKind, &Decimal)| Reading {
        name: kind.name.clone(),
        value: Some(*value),
        unit: kind.unit.clone(),
        quality: 0,
    };
    readings.map(reading).collect()
}
