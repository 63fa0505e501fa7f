use cosmwasm_std::{Event, Uint128};

pub(crate) fn reward_claimed(address: &str, amount: Uint128) -> Event {
    Event::new("reward_claimed").add_attribute("address", address).add_attribute("amount", amount)
}
