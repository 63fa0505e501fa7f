//! Writes the contract's JSON schema to `contracts/schema/devices.json`; with `--check` it only says whether that file is up to date.

use std::error::Error;
use std::fs;
use std::path::Path;

use cosmwasm_schema::generate_api;
use devices::msg::{ExecuteMsg, InstantiateMsg, QueryMsg};

fn main() -> Result<(), Box<dyn Error>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema/devices.json");
    let api =
        generate_api! { name: "devices", instantiate: InstantiateMsg, execute: ExecuteMsg, query: QueryMsg };
    let schema = format!("{}\n", api.render().to_string()?);
    if std::env::args().any(|argument| argument == "--check") {
        if fs::read_to_string(&file)? != schema {
            return Err(
                "the schema is out of date; run `cargo run -p devices --example devices-schema`".into()
            );
        }
        return Ok(());
    }
    fs::write(file, schema)?;
    Ok(())
}
