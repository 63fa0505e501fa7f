//! `contracts/schema` is what the messages are; clients are generated from it.

use cloudx3_contract_tests::assert_written;
use cosmwasm_schema::generate_api;

#[test]
fn the_oracle_schema_is_that_of_its_messages() {
    use oracle::msg::{ExecuteMsg, InstantiateMsg, QueryMsg};
    let api =
        generate_api! { name: "oracle", instantiate: InstantiateMsg, execute: ExecuteMsg, query: QueryMsg };
    assert_written("contracts/schema/oracle.json", &format!("{}\n", api.render().to_string().unwrap()));
}

#[test]
fn the_devices_schema_is_that_of_its_messages() {
    use devices::msg::{ExecuteMsg, InstantiateMsg, QueryMsg};
    let api =
        generate_api! { name: "devices", instantiate: InstantiateMsg, execute: ExecuteMsg, query: QueryMsg };
    assert_written("contracts/schema/devices.json", &format!("{}\n", api.render().to_string().unwrap()));
}
