//! Which messages a random walk tried, and what came of each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::to_value;

#[derive(Default)]
pub struct Tally {
    /// Taken and refused, by message.
    messages: BTreeMap<String, (u64, u64)>,
    /// By code.
    refusals: BTreeMap<String, u64>,
}

fn name(msg: &impl Serialize) -> String {
    to_value(msg).unwrap().as_object().unwrap().keys().next().unwrap().clone()
}

impl Tally {
    pub fn took(&mut self, msg: &impl Serialize) {
        self.messages.entry(name(msg)).or_default().0 += 1;
    }

    /// Coins that a message does not take are no trial of the message.
    pub fn refused(&mut self, msg: &impl Serialize, code: &str) {
        self.messages.entry(name(msg)).or_default().1 += u64::from(code != "funds.unexpected");
        *self.refusals.entry(code.to_string()).or_default() += 1;
    }

    /// What another walk tried.
    pub fn add(&mut self, other: Self) {
        for (name, (taken, refused)) in other.messages {
            let own = self.messages.entry(name).or_default();
            *own = (own.0 + taken, own.1 + refused);
        }
        for (code, count) in other.refusals {
            *self.refusals.entry(code).or_default() += count;
        }
    }

    /// Those of these messages that were not both taken and refused.
    pub fn lacking<'a>(&self, messages: &'a BTreeSet<String>) -> Vec<&'a String> {
        let tried = |name: &String| self.messages.get(name).copied().unwrap_or_default();
        messages.iter().filter(|name| tried(name).0 == 0 || tried(name).1 == 0).collect()
    }

    pub fn summary(&self) -> String {
        format!("taken and refused: {:?}; by code: {:?}", self.messages, self.refusals)
    }
}
