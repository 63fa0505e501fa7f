use cloudx3_attestation::evidence::{evidence_hash, judge, Accused, Evidence, Published};
use cloudx3_attestation::operation::read_operation;
use cloudx3_attestation::proto::Operation;
use cloudx3_attestation::Verifier;
use serde::Deserialize;
use serde_json::{json, Value};

use super::{output, Run, Stop};
use crate::input::{bytes, field, unhex, InputResult, NetworkInput};

/// Evidence as vectors have it: its parts in hex.
#[derive(Deserialize)]
struct Shown {
    kind: String,
    parts: Vec<String>,
}

impl Shown {
    fn parts(&self) -> InputResult<Vec<Vec<u8>>> {
        self.parts.iter().map(|part| unhex(part)).collect()
    }

    fn evidence<'a>(&self, parts: &'a [Vec<u8>]) -> InputResult<Evidence<'a>> {
        Ok(match (self.kind.as_str(), parts) {
            ("observations", [first, second]) => Evidence::Observations { first, second },
            ("attestations", [first, second]) => Evidence::Attestations { first, second },
            ("attestation", [attestation]) => Evidence::Attestation { attestation },
            ("retired_notary", [attestation]) => Evidence::RetiredNotary { attestation },
            ("retired_operator", [observation]) => Evidence::RetiredOperator { observation },
            _ => return Err(format!("evidence: {} is of other parts", self.kind)),
        })
    }
}

/// The one operation and the one retirement that a vector tells of.
struct Told {
    operation: Option<Vec<u8>>,
    retired_at_ms: Option<u64>,
}

impl Published for Told {
    type Error = Stop;

    fn operation(&self, _: &[u8]) -> Result<Operation, Stop> {
        let bytes = self.operation.as_ref().ok_or("operation: is not in the vector".to_string())?;
        Ok(read_operation(bytes)?)
    }

    fn retired_at_ms(&self, _: Accused, _: &[u8]) -> Result<Option<u64>, Stop> {
        Ok(self.retired_at_ms)
    }
}

pub(super) fn evidence(verifier: &dyn Verifier, vector: &Value) -> Run {
    let network = field::<NetworkInput>(vector, "network")?.message();
    let shown: Shown = field(vector, "evidence")?;
    let told = Told {
        operation: vector.get("operation").map(|_| bytes(vector, "operation")).transpose()?,
        retired_at_ms: vector.get("retired_at_ms").map(|_| field(vector, "retired_at_ms")).transpose()?,
    };
    let offence = judge(verifier, &network, &told, &shown.evidence(&shown.parts()?)?)?;
    let role = match offence.accused {
        Accused::Operator => "operator",
        Accused::Notary => "notary",
    };
    Ok(output([
        ("offence", json!(hex::encode(offence.id))),
        ("role", json!(role)),
        ("accused", json!(hex::encode(offence.pubkey))),
        ("feed_id", json!(offence.feed_id)),
    ]))
}

pub(super) fn hash(vector: &Value) -> Run {
    let shown: Shown = field(vector, "evidence")?;
    let (sender, salt) = (field::<String>(vector, "sender")?, bytes(vector, "salt")?);
    let hash = evidence_hash(&sender, &salt, &shown.evidence(&shown.parts()?)?)?;
    Ok(output([("hash", json!(hex::encode(hash)))]))
}
