//! What ought to be so, worked out from events and from what was sent, beside the contract.

use std::collections::{BTreeMap, BTreeSet};

use cloudx3_contract_tests::attributes;
use cw_multi_test::AppResponse;
use oracle::msg::{ExecuteMsg, Role};

type Attributes = BTreeMap<String, String>;

#[derive(Default)]
pub struct Ledger {
    /// By account.
    earned: BTreeMap<String, u128>,
    claimed: BTreeMap<String, u128>,
    /// Feed, round and observer of each observation that was paid.
    paid: BTreeSet<(String, u64, String)>,
    /// Feed, role and key with the rounds from which it joined.
    joined: BTreeMap<(String, String, String), Vec<u64>>,
    /// Keys with a standing rule.
    rules: BTreeSet<(String, String)>,
    pub burned: u128,
    pub landed: u64,
}

fn role_of(role: &Role) -> String {
    if *role == Role::Operator { "operator" } else { "notary" }.to_string()
}

fn amounts(text: &str) -> impl Iterator<Item = (String, u128)> + '_ {
    text.split(',').filter(|part| !part.is_empty()).map(|part| {
        let (account, amount) = part.split_once(':').expect("account:amount");
        (account.to_string(), amount.parse().expect("an amount"))
    })
}

impl Ledger {
    /// A message that the contract took.
    pub fn took(&mut self, msg: &ExecuteMsg, response: &AppResponse) {
        if let ExecuteMsg::SetStandingRule { role, pubkey, rule } = msg {
            let key = (role_of(role), hex::encode(pubkey));
            if rule.is_some() {
                self.rules.insert(key);
            } else {
                self.rules.remove(&key);
            }
        }
        if let ExecuteMsg::RotateKey { role, old, new, .. } = msg {
            if self.rules.remove(&(role_of(role), hex::encode(old))) {
                self.rules.insert((role_of(role), hex::encode(new)));
            }
        }
        for event in attributes(response, "member_joined") {
            self.join(msg, &event);
        }
        for kind in ["feed_updated", "group_updated"] {
            for event in attributes(response, kind).iter().filter(|event| event.contains_key("rewards")) {
                self.report(event);
            }
        }
        for event in attributes(response, "omission_claimed") {
            self.observation(&event["feed_id"], &event["round"], &event["observer"]);
            self.earn(&event["rewards"]);
        }
        for event in attributes(response, "evidence_accepted") {
            self.earn(&format!("{}:{}", event["finder"], event["finder_reward"]));
            self.burned += event["burned"].parse::<u128>().unwrap();
        }
        for event in attributes(response, "reward_claimed") {
            let claimed = self.claimed.entry(event["address"].clone()).or_default();
            *claimed += event["amount"].parse::<u128>().unwrap();
            let earned = self.earned.get(&event["address"]).copied().unwrap_or_default();
            assert!(*claimed <= earned, "{} claimed {claimed} and earned {earned}", event["address"]);
        }
    }

    /// Nobody joins but by an acceptance of its own, by its standing rule, or in the seat of the key that it replaces.
    fn join(&mut self, msg: &ExecuteMsg, event: &Attributes) {
        let key = (event["role"].clone(), event["pubkey"].clone());
        let agreed = match msg {
            ExecuteMsg::Accept { role, pubkey, .. } => (role_of(role), hex::encode(pubkey)) == key,
            ExecuteMsg::MoveSeat { role, new, .. } => (role_of(role), hex::encode(new)) == key,
            _ => self.rules.contains(&key),
        };
        assert!(agreed, "{key:?} joined by {msg:?}");
        let rounds = self.joined.entry((event["feed_id"].clone(), key.0, key.1)).or_default();
        rounds.push(event["from_round"].parse().unwrap());
    }

    fn report(&mut self, event: &Attributes) {
        self.landed += 1;
        let feed_id = event.get("feed_id").unwrap_or_else(|| &event["group_id"]);
        for observer in event["observers"].split(',') {
            self.observation(feed_id, &event["round"], observer);
        }
        self.earn(&event["rewards"]);
    }

    /// An observation is paid once, and to a member.
    fn observation(&mut self, feed_id: &str, round: &str, observer: &str) {
        let round: u64 = round.parse().unwrap();
        let new = self.paid.insert((feed_id.to_string(), round, observer.to_string()));
        assert!(new, "{observer} was paid twice for round {round} of feed {feed_id}");
        let member = (feed_id.to_string(), "operator".to_string(), observer.to_string());
        let joined = self.joined.get(&member).is_some_and(|from| from.iter().any(|from| *from <= round));
        assert!(joined, "{observer} is no member of round {round} of feed {feed_id}");
    }

    fn earn(&mut self, rewards: &str) {
        for (account, amount) in amounts(rewards) {
            *self.earned.entry(account).or_default() += amount;
        }
    }

    pub fn outstanding(&self, account: &str) -> u128 {
        let of = |book: &BTreeMap<String, u128>| book.get(account).copied().unwrap_or_default();
        of(&self.earned) - of(&self.claimed)
    }

    pub fn total_outstanding(&self) -> u128 {
        self.earned.values().sum::<u128>() - self.claimed.values().sum::<u128>()
    }
}
