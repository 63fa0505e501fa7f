//! What the executor of a command signs (rule CMD-3).

use crate::canonical;
use crate::charset::is_visible;
use crate::code::{ensure, Code, RuleResult};
use crate::digest::{self, domain_digest, Digest};
use crate::limits;
use crate::proto::Settlement;
use crate::signature::{check_signature, is_key, Verifier};

/// The digest that the executor signs.
pub fn settlement_digest(settlement: &Settlement) -> Digest {
    domain_digest(digest::SETTLEMENT, &canonical::encode(settlement))
}

/// CMD-3: the executor has signed for this command and these attestations.
pub fn check_settlement(
    verifier: &dyn Verifier,
    settlement: &Settlement,
    signature: &[u8],
) -> RuleResult<()> {
    ensure(settlement.version == 2, Code::SettlementVersion, "version: is not 2")?;
    formed(is_visible(&settlement.chain_id, limits::CHAIN_ID), "chain_id: is no chain id")?;
    formed(is_visible(&settlement.devices, limits::ADDRESS), "devices: is no address")?;
    formed(is_key(&settlement.executor), "executor: is no compressed key")?;
    formed(matches!(settlement.action_id.len(), 0 | 32), "action_id: has neither 0 nor 32 bytes")?;
    formed(settlement.readback_id.len() == 32, "readback_id: has not 32 bytes")?;
    formed(settlement.action_id != settlement.readback_id, "action_id: is the read-back's")?;
    let digest = settlement_digest(settlement);
    check_signature(verifier, Code::SettlementSignature, &digest, signature, &settlement.executor)
}

fn formed(holds: bool, detail: &str) -> RuleResult<()> {
    ensure(holds, Code::SettlementMalformed, detail)
}
