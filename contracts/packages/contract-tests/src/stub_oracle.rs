//! Stands in for the oracle contract where tests of devices ask for answers that they set: who is a member at what time, and whose standing
//! rule fits. It takes the oracle's own messages of registration and publication, and checks nothing.

use cloudx3_attestation::operation::operation_id;
use cosmwasm_std::{
    to_json_binary, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult, Uint128,
};
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::Map;
use serde::{Deserialize, Serialize};

/// Account and group, and the times at which the key was switched on and off.
#[derive(Serialize, Deserialize)]
struct Registrant {
    account: String,
    group: Option<String>,
    switched: Vec<(u64, bool)>,
}

/// What a key takes without being asked.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct StandingRule {
    /// Empty: any.
    pub operations: Vec<Binary>,
    /// Empty: any.
    pub admins: Vec<String>,
    pub least_reward: Uint128,
}

/// The oracle's messages, as far as tests of devices send them, and one that sets a rule.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StubMsg {
    RegisterOperator { pubkey: Binary },
    RegisterNotary { pubkey: Binary },
    SetActive { pubkey: Binary, role: String, active: bool },
    SetGroup { pubkey: Binary, role: String, group: Option<String> },
    PublishOperation { operation: Binary },
    SetRule { pubkey: Binary, role: String, rule: Option<StandingRule> },
}

#[derive(Deserialize)]
struct KeyAt {
    pubkey: Binary,
    time_ms: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum StubQuery {
    MembersAt { operators: Vec<KeyAt>, notaries: Vec<KeyAt> },
    FitsRule { role: String, pubkey: Binary, operations: Vec<Binary>, admin: String, reward: Uint128 },
    Operation { id: Binary },
}

#[derive(Serialize)]
struct MemberAt {
    account: String,
    active: bool,
    group: Option<String>,
}

#[derive(Serialize)]
struct MembersAt {
    operators: Vec<MemberAt>,
    notaries: Vec<MemberAt>,
}

#[derive(Serialize)]
struct Fits {
    fits: bool,
}

#[derive(Serialize)]
struct Published {
    id: Binary,
    operation: Binary,
    publisher: String,
    height: u64,
}

const REGISTRANTS: Map<(&str, &[u8]), Registrant> = Map::new("registrants");
const RULES: Map<(&str, &[u8]), StandingRule> = Map::new("rules");
const OPERATIONS: Map<&[u8], Binary> = Map::new("operations");

/// The code that [`crate::World::stubbed`] stores.
pub(crate) fn stub_oracle() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn execute(deps: DepsMut, env: Env, info: MessageInfo, msg: StubMsg) -> StdResult<Response> {
    let now_ms = env.block.time.nanos() / 1_000_000;
    match msg {
        StubMsg::RegisterOperator { pubkey } => register(deps, info, "operator", &pubkey, now_ms)?,
        StubMsg::RegisterNotary { pubkey } => register(deps, info, "notary", &pubkey, now_ms)?,
        StubMsg::SetActive { pubkey, role, active } => {
            let mut registrant = REGISTRANTS.load(deps.storage, (&role, &pubkey))?;
            registrant.switched.push((now_ms, active));
            REGISTRANTS.save(deps.storage, (&role, &pubkey), &registrant)?;
        }
        StubMsg::SetGroup { pubkey, role, group } => {
            let registrant = REGISTRANTS.load(deps.storage, (&role, &pubkey))?;
            REGISTRANTS.save(deps.storage, (&role, &pubkey), &Registrant { group, ..registrant })?;
        }
        StubMsg::PublishOperation { operation } => {
            OPERATIONS.save(deps.storage, &operation_id(&operation), &operation)?;
        }
        StubMsg::SetRule { pubkey, role, rule: Some(rule) } => {
            RULES.save(deps.storage, (&role, &pubkey), &rule)?;
        }
        StubMsg::SetRule { pubkey, role, rule: None } => RULES.remove(deps.storage, (&role, &pubkey)),
    }
    Ok(Response::new())
}

fn register(deps: DepsMut, info: MessageInfo, role: &str, pubkey: &Binary, now_ms: u64) -> StdResult<()> {
    let account = info.sender.to_string();
    let registrant = Registrant { account, group: None, switched: vec![(now_ms, true)] };
    REGISTRANTS.save(deps.storage, (role, pubkey), &registrant)
}

fn query(deps: Deps, _env: Env, msg: StubQuery) -> StdResult<Binary> {
    match msg {
        StubQuery::MembersAt { operators, notaries } => to_json_binary(&MembersAt {
            operators: members_at(deps, "operator", operators)?,
            notaries: members_at(deps, "notary", notaries)?,
        }),
        StubQuery::FitsRule { role, pubkey, operations, admin, reward } => {
            let rule = RULES.may_load(deps.storage, (&role, &pubkey))?;
            let fits = rule.is_some_and(|rule| {
                (rule.operations.is_empty() || operations.iter().all(|id| rule.operations.contains(id)))
                    && (rule.admins.is_empty() || rule.admins.contains(&admin))
                    && reward >= rule.least_reward
            });
            to_json_binary(&Fits { fits })
        }
        StubQuery::Operation { id } => {
            let operation = OPERATIONS.may_load(deps.storage, &id)?;
            let operation = operation.ok_or_else(|| StdError::msg("operation.unknown: is not published"))?;
            to_json_binary(&Published { id, operation, publisher: String::new(), height: 1 })
        }
    }
}

fn members_at(deps: Deps, role: &str, keys: Vec<KeyAt>) -> StdResult<Vec<MemberAt>> {
    let member = |KeyAt { pubkey, time_ms }: KeyAt| {
        let registrant = REGISTRANTS.may_load(deps.storage, (role, &pubkey))?;
        let registrant = registrant.ok_or_else(|| StdError::msg("registry.unknown: is not registered"))?;
        let last = registrant.switched.iter().rev().find(|(since_ms, _)| *since_ms <= time_ms);
        let active = last.is_some_and(|(_, active)| *active);
        Ok(MemberAt { account: registrant.account, active, group: registrant.group })
    };
    keys.into_iter().map(member).collect()
}
