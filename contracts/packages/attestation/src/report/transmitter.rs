//! Who submits a report (rule REP-8).

use crate::canonical;
use crate::code::{Code, RuleResult};
use crate::digest::{self, domain_digest, Digest};
use crate::observation::{observation_id, FormedObservation};
use crate::proto::{Network, Report, ReportBody};
use crate::signature::{check_signature, Verifier};

/// REP-8: what the transmitter signs.
pub fn report_digest(report: &Report, network: &Network, observations: &[FormedObservation]) -> Digest {
    let body = ReportBody {
        version: report.version,
        network: Some(network.clone()),
        feed_id: report.feed_id,
        group_id: report.group_id,
        round: report.round,
        transmitter: report.transmitter.clone(),
        observation_ids: observations
            .iter()
            .map(|observation| observation_id(&observation.body).to_vec())
            .collect(),
    };
    domain_digest(digest::REPORT, &canonical::encode(&body))
}

/// REP-8: the transmitter has signed for exactly these observations. A report without a transmitter has nothing to check.
pub fn check_transmitter(
    verifier: &dyn Verifier,
    report: &Report,
    network: &Network,
    observations: &[FormedObservation],
) -> RuleResult<()> {
    if report.transmitter.is_empty() {
        return Ok(());
    }
    let digest = report_digest(report, network, observations);
    check_signature(verifier, Code::ReportSignature, &digest, &report.signature, &report.transmitter)
}
