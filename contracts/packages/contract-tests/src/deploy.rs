//! The contracts of a world, as they are made.

use cosmwasm_std::{Addr, Empty, Uint128};
use cw_multi_test::{App, ContractWrapper, Executor};

use crate::stub_oracle::stub_oracle;
use crate::tape::taped;

pub const DENOM: &str = "ucloud";
pub const OPERATOR_BOND: u128 = 1_000;
pub const NOTARY_BOND: u128 = 2_000;
pub const UNBONDING_MS: u64 = 86_400_000;
pub const REACTIVATE_MS: u64 = 3_600_000;
pub const DEPOSIT: u128 = 10;
pub const LEASE_MS: u64 = 30_000;
pub const HANDOVER_MS: u64 = 3_600_000;

pub(crate) fn deploy_oracle(app: &mut App, admin: &Addr) -> Addr {
    let code = ContractWrapper::new(
        oracle::contract::execute,
        oracle::contract::instantiate,
        oracle::contract::query,
    );
    let code_id = app.store_code(taped("oracle", Box::new(code)));
    let msg = oracle::msg::InstantiateMsg {
        admin: None,
        denom: DENOM.to_string(),
        operator_bond: Uint128::new(OPERATOR_BOND),
        notary_bond: Uint128::new(NOTARY_BOND),
        unbonding_ms: Some(UNBONDING_MS),
        reactivate_ms: Some(REACTIVATE_MS),
        slash_percent: None,
        finder_percent: None,
        burn_percent: None,
    };
    app.instantiate_contract(code_id, admin.clone(), &msg, &[], "oracle", None).unwrap()
}

/// The stub takes the place of the oracle.
pub(crate) fn deploy_stub(app: &mut App, admin: &Addr) -> Addr {
    let code_id = app.store_code(stub_oracle());
    app.instantiate_contract(code_id, admin.clone(), &Empty {}, &[], "oracle", None).unwrap()
}

pub(crate) fn deploy_devices(app: &mut App, admin: &Addr, oracle: &Addr) -> Addr {
    let code = ContractWrapper::new(
        devices::contract::execute,
        devices::contract::instantiate,
        devices::contract::query,
    );
    let code_id = app.store_code(taped("devices", Box::new(code)));
    let msg = devices::msg::InstantiateMsg {
        oracle: oracle.to_string(),
        admin: None,
        denom: DENOM.to_string(),
        lease_ms: LEASE_MS,
        lease_deposit: Uint128::new(DEPOSIT),
        least_deadline_ms: LEASE_MS,
        least_price: Uint128::one(),
        executor_share_percent: 70,
        readback_percent: 20,
        handover_ms: HANDOVER_MS,
        allow_custom_ca: false,
        binding_notaries: vec![],
        binding_required: 1,
    };
    app.instantiate_contract(code_id, admin.clone(), &msg, &[], "devices", None).unwrap()
}
