use cosmwasm_std::{MessageInfo, Uint128};
use thiserror::Error;

#[derive(Debug, Error, PartialEq)]
pub enum FundsError {
    #[error("funds.unexpected: this message takes no funds")]
    Unexpected,
    #[error("funds.denom: send one coin of {denom} and nothing else")]
    Denom { denom: String },
    #[error("funds.too_large: an amount has at most 128 bits")]
    TooLarge,
}

/// Refuses funds that would be lost in the contract.
pub fn no_funds(info: &MessageInfo) -> Result<(), FundsError> {
    if info.funds.is_empty() {
        Ok(())
    } else {
        Err(FundsError::Unexpected)
    }
}

/// The amount sent, all of it in `denom`; zero where nothing was sent.
pub fn payment(info: &MessageInfo, denom: &str) -> Result<Uint128, FundsError> {
    match info.funds.as_slice() {
        [] => Ok(Uint128::zero()),
        [coin] if coin.denom == denom => Uint128::try_from(coin.amount).map_err(|_| FundsError::TooLarge),
        _ => Err(FundsError::Denom { denom: denom.to_string() }),
    }
}
