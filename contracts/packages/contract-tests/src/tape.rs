//! What contracts are told and answer, written down where `CLOUDX3_TAPE` names a file, so that the same is told to the contracts as wasm in
//! a VM, which have to answer the same to the letter (`devnet/src/integration/tape.test.ts`).

use std::cell::RefCell;
use std::fs::OpenOptions;
use std::io::Write;
use std::sync::atomic::{AtomicU32, Ordering};

use cosmwasm_std::{
    to_json_string, Binary, ContractResult, Deps, DepsMut, Empty, Env, MessageInfo, Querier, QuerierResult,
    QuerierWrapper, Reply, Response, StdResult,
};
use cw_multi_test::Contract;
use serde::Serialize;

type Code = Box<dyn Contract<Empty>>;

/// Of so many queries one is written down.
const QUERIES: u32 = 20;
/// How cw-multi-test writes what a contract refuses with.
const KIND: &str = "kind: Other, error: ";

/// A contract, which is heard where a tape is asked for.
pub(crate) fn taped(name: &'static str, code: Code) -> Code {
    match std::env::var("CLOUDX3_TAPE") {
        Ok(file) => Box::new(Taped { name, code, file, asked: AtomicU32::new(0) }),
        Err(_) => code,
    }
}

struct Taped {
    name: &'static str,
    code: Code,
    file: String,
    asked: AtomicU32,
}

/// One call. What is JSON stands as text, so that no reader changes a sign of it.
#[derive(Serialize)]
struct Call<'a> {
    code: &'a str,
    contract: &'a str,
    entry: &'a str,
    env: String,
    /// Of messages: who sends them, with which coins.
    info: Option<String>,
    msg: String,
    /// What the contract asked of the chain, and what it was told.
    heard: Vec<(String, String)>,
    answer: String,
}

struct Heard<'a> {
    querier: QuerierWrapper<'a>,
    said: RefCell<Vec<(String, String)>>,
}

impl Querier for Heard<'_> {
    fn raw_query(&self, request: &[u8]) -> QuerierResult {
        let answer = self.querier.raw_query(request);
        let request = String::from_utf8(request.to_vec()).unwrap();
        self.said.borrow_mut().push((request, to_json_string(&answer).unwrap()));
        answer
    }
}

impl Taped {
    fn write<T: Serialize + Clone>(
        &self,
        (entry, env, info): (&str, &Env, Option<&MessageInfo>),
        msg: &[u8],
        heard: Vec<(String, String)>,
        answer: &StdResult<T>,
    ) {
        let answer = match answer {
            Ok(answer) => ContractResult::Ok(answer.clone()),
            Err(error) => ContractResult::Err(error.to_string().replacen(KIND, "", 1)),
        };
        let call = Call {
            code: self.name,
            contract: env.contract.address.as_str(),
            entry,
            env: to_json_string(env).unwrap(),
            info: info.map(|info| to_json_string(info).unwrap()),
            msg: String::from_utf8(msg.to_vec()).unwrap(),
            heard,
            answer: to_json_string(&answer).unwrap(),
        };
        let mut tape = OpenOptions::new().create(true).append(true).open(&self.file).unwrap();
        writeln!(tape, "{}", serde_json::to_string(&call).unwrap()).unwrap();
    }

    fn heard<'a>(&self, querier: QuerierWrapper<'a>) -> Heard<'a> {
        Heard { querier, said: RefCell::default() }
    }
}

impl Contract<Empty> for Taped {
    fn instantiate(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> StdResult<Response> {
        let heard = self.heard(deps.querier);
        let own = DepsMut { storage: deps.storage, api: deps.api, querier: QuerierWrapper::new(&heard) };
        let answer = self.code.instantiate(own, env.clone(), info.clone(), msg.clone());
        self.write(("instantiate", &env, Some(&info)), &msg, heard.said.take(), &answer);
        answer
    }

    fn execute(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> StdResult<Response> {
        let heard = self.heard(deps.querier);
        let own = DepsMut { storage: deps.storage, api: deps.api, querier: QuerierWrapper::new(&heard) };
        let answer = self.code.execute(own, env.clone(), info.clone(), msg.clone());
        self.write(("execute", &env, Some(&info)), &msg, heard.said.take(), &answer);
        answer
    }

    fn query(&self, deps: Deps, env: Env, msg: Vec<u8>) -> StdResult<Binary> {
        if !self.asked.fetch_add(1, Ordering::Relaxed).is_multiple_of(QUERIES) {
            return self.code.query(deps, env, msg);
        }
        let heard = self.heard(deps.querier);
        let own = Deps { storage: deps.storage, api: deps.api, querier: QuerierWrapper::new(&heard) };
        let answer = self.code.query(own, env.clone(), msg.clone());
        self.write(("query", &env, None), &msg, heard.said.take(), &answer);
        answer
    }

    fn reply(&self, deps: DepsMut, env: Env, msg: Reply) -> StdResult<Response> {
        self.code.reply(deps, env, msg)
    }

    fn sudo(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> StdResult<Response> {
        self.code.sudo(deps, env, msg)
    }

    fn migrate(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> StdResult<Response> {
        self.code.migrate(deps, env, msg)
    }
}
