//! What the contracts of a world are told and answer, kept as vectors for clients.

use std::collections::BTreeSet;
use std::fmt::Debug;

use cosmwasm_std::Addr;
use cw_multi_test::AppResponse;
use serde::Serialize;
use serde_json::{json, to_value, Value};

use crate::world::World;

#[derive(Serialize)]
struct Executed {
    name: String,
    message: Value,
    events: Vec<Value>,
}

#[derive(Serialize)]
struct Asked {
    query: Value,
    answer: Value,
}

/// Runs messages and queries of one contract of a world and keeps each with what came of it.
pub struct Recorder {
    pub world: World,
    contract: Addr,
    executed: Vec<Executed>,
    asked: Vec<Asked>,
}

impl Recorder {
    pub fn new(world: World, contract: Addr) -> Self {
        Self { world, contract, executed: vec![], asked: vec![] }
    }

    /// Runs a message that the contract takes.
    pub fn run<T: Serialize + Debug>(
        &mut self,
        name: &str,
        sender: &Addr,
        msg: &T,
        funds: u128,
    ) -> AppResponse {
        let response = self.world.execute(sender, &self.contract, msg, funds).unwrap();
        let events = response.events.iter().filter_map(custom_event).collect();
        self.executed.push(Executed { name: name.to_string(), message: to_value(msg).unwrap(), events });
        response
    }

    /// The same by the user of the world.
    pub fn run_as_user<T: Serialize + Debug>(&mut self, name: &str, msg: &T, funds: u128) -> AppResponse {
        let user = self.world.user.clone();
        self.run(name, &user, msg, funds)
    }

    /// Asks what the contract answers.
    pub fn ask<T: Serialize>(&mut self, query: &T) {
        let answer = self.world.app.wrap().query_wasm_smart(&self.contract, query).unwrap();
        self.asked.push(Asked { query: to_value(query).unwrap(), answer });
    }

    /// Each message with the events that it made, in the order in which the chain has them.
    pub fn messages(&self) -> String {
        text(&self.executed)
    }

    /// Each query with its answer.
    pub fn answers(&self) -> String {
        text(&self.asked)
    }

    /// Variants of the messages that were run.
    pub fn executed_variants(&self) -> BTreeSet<String> {
        variants(self.executed.iter().map(|case| &case.message))
    }

    /// Variants of the queries that were asked.
    pub fn asked_variants(&self) -> BTreeSet<String> {
        variants(self.asked.iter().map(|case| &case.query))
    }
}

/// Names of the variants of `execute` or `query` in a contract's schema.
pub fn schema_variants(schema: &str, kind: &str) -> BTreeSet<String> {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let one_of = schema[kind]["oneOf"].as_array().unwrap();
    one_of.iter().map(|variant| variant["required"][0].as_str().unwrap().to_string()).collect()
}

/// An event of the contract's own, as the chain shows it: the type with its prefix, the attributes in their order.
fn custom_event(event: &cosmwasm_std::Event) -> Option<Value> {
    let attributes = event.attributes.iter().map(|a| json!({ "key": a.key, "value": a.value }));
    let custom = event.ty.starts_with("wasm-");
    custom.then(|| json!({ "type": event.ty, "attributes": attributes.collect::<Vec<_>>() }))
}

fn variants<'a>(messages: impl Iterator<Item = &'a Value>) -> BTreeSet<String> {
    messages.filter_map(|message| message.as_object()?.keys().next().cloned()).collect()
}

fn text<T: Serialize>(cases: &[T]) -> String {
    format!("{}\n", serde_json::to_string_pretty(cases).unwrap())
}
