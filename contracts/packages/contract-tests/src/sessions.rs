//! What notaries say of sessions, signed as they sign.

use cloudx3_attestation::attestation::attestation_id;
use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::proto::{Attestation, AttestationBody, Mode};
use cloudx3_chain::Param;
use cosmwasm_std::Binary;

use crate::keys::Key;
use crate::world::World;

/// The attestation that this key makes of a body.
pub fn attest(key: &Key, body: &AttestationBody) -> Binary {
    let signature = key.sign(&attestation_id(body));
    encode(&Attestation { body: Some(body.clone()), signature }).into()
}

impl World {
    /// What the first notary says of a session of the first operator, now.
    pub(crate) fn body(
        &self,
        device: &str,
        operation: &Binary,
        params: &[Param],
        session: u8,
    ) -> AttestationBody {
        AttestationBody {
            version: 2,
            network: Some(self.network()),
            notary: self.notaries[0].key.public(),
            mode: Mode::Mpc.into(),
            operation_id: operation.to_vec(),
            params: params.iter().map(Param::to_proto).collect(),
            subject: device.to_string(),
            prover: self.operators[0].key.public(),
            session_id: vec![session; 16],
            session_time_ms: self.now_ms(),
            transcript_commitment: vec![9; 32],
            ..Default::default()
        }
    }
}
