use cosmwasm_schema::cw_serde;
use cosmwasm_std::Binary;

/// An offence that anybody can show (EVD-1). All parts are canonical bytes of second-edition messages under this chain and contract.
#[cw_serde]
pub enum Evidence {
    /// Two Observations of one observer for one round of one feed or group, with different ids. Attestations may be left out of them.
    Observations { first: Binary, second: Binary },
    /// Two Attestations of one notary for one session id, with different ids.
    Attestations { first: Binary, second: Binary },
    /// An Attestation that breaks its published operation (ATT-4).
    Attestation { attestation: Binary },
    /// An Attestation by a notary's key that was retired before its session.
    RetiredNotary { attestation: Binary },
    /// An Observation, with its attestations, by an operator's key that was retired before the first of their sessions.
    RetiredOperator { observation: Binary },
}
