//! Who agreed to what, and who did not (rule DEV-5).

use std::collections::BTreeMap;

use cosmwasm_std::Binary;
use devices::msg::Role;

/// What a key agreed to, and when.
struct Agreed {
    terms: Binary,
    from_ms: u64,
    left: bool,
}

#[derive(Default)]
pub struct Consent(BTreeMap<(String, u8, Binary), Vec<Agreed>>);

fn place(device: &str, role: Role, key: &Binary) -> (String, u8, Binary) {
    (device.to_string(), role as u8, key.clone())
}

impl Consent {
    pub fn agrees(&mut self, device: &str, role: Role, key: &Binary, terms: Binary, from_ms: u64) {
        let agreed = Agreed { terms, from_ms, left: false };
        self.0.entry(place(device, role, key)).or_default().push(agreed);
    }

    pub fn leaves(&mut self, device: &str, role: Role, key: &Binary) {
        self.0.get_mut(&place(device, role, key)).and_then(|all| all.last_mut()).unwrap().left = true;
    }

    pub fn has_left(&self, device: &str, role: Role, key: &Binary) -> bool {
        self.last(device, role, key).is_some_and(|agreed| agreed.left)
    }

    /// Whether a key agreed to these terms, and still does.
    pub fn holds(&self, device: &str, role: Role, key: &Binary, terms: &Binary) -> bool {
        self.last(device, role, key).is_some_and(|agreed| !agreed.left && agreed.terms == *terms)
    }

    /// Whether a key agreed to these terms at this time or before.
    pub fn held(&self, device: &str, role: Role, key: &Binary, terms: &Binary, time_ms: u64) -> bool {
        let all = self.0.get(&place(device, role, key));
        all.is_some_and(|all| all.iter().any(|agreed| agreed.terms == *terms && agreed.from_ms <= time_ms))
    }

    fn last(&self, device: &str, role: Role, key: &Binary) -> Option<&Agreed> {
        self.0.get(&place(device, role, key)).and_then(|all| all.last())
    }
}
