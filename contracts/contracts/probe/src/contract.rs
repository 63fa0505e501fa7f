#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{
    from_json, to_json_binary, to_json_vec, Binary, ContractResult, Deps, DepsMut, Empty, Env, MessageInfo,
    QueryRequest, Reply, Response, StdError, StdResult, SystemResult, WasmMsg,
};

use crate::msg::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use crate::{runaway, storage};

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(deps: DepsMut, _env: Env, info: MessageInfo, msg: InstantiateMsg) -> StdResult<Response> {
    if let Some(note) = msg.note {
        deps.storage.set(b"note", note.as_bytes());
    }
    if let Some(reason) = msg.fail {
        return Err(StdError::msg(reason));
    }
    Ok(msg.response.unwrap_or_else(|| Response::new().add_attribute("creator", info.sender)))
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, msg: MigrateMsg) -> StdResult<Response> {
    if let Some(note) = msg.note {
        deps.storage.set(b"note", note.as_bytes());
    }
    match msg.fail {
        Some(reason) => Err(StdError::msg(reason)),
        None => Ok(Response::new().add_attribute("migrated", "true").set_data(b"migrated")),
    }
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(deps: DepsMut, env: Env, _info: MessageInfo, msg: ExecuteMsg) -> StdResult<Response> {
    match msg {
        ExecuteMsg::Noop {} => {}
        ExecuteMsg::Write { key, value } => deps.storage.set(key.as_bytes(), value.as_bytes()),
        ExecuteMsg::WriteMany { prefix, count, bytes } => {
            storage::write_many(deps.storage, &prefix, count, bytes)
        }
        ExecuteMsg::Remove { key } => deps.storage.remove(key.as_bytes()),
        ExecuteMsg::Respond { response } => return Ok(response),
        ExecuteMsg::WriteThenRespond { key, value, response } => {
            deps.storage.set(key.as_bytes(), value.as_bytes());
            return Ok(response);
        }
        ExecuteMsg::WriteThenFail { key, value, reason } => {
            deps.storage.set(key.as_bytes(), value.as_bytes());
            return Err(StdError::msg(reason));
        }
        ExecuteMsg::WriteThenPanic { key, value } => {
            deps.storage.set(key.as_bytes(), value.as_bytes());
            panic!("probe panicked on request");
        }
        ExecuteMsg::Ask { request } => return Ok(Response::new().set_data(ask(deps.as_ref(), &request)?)),
        ExecuteMsg::Secp256k1Verify { hash, signature, public_key, times } => {
            return verify_often(deps.as_ref(), &hash, &signature, &public_key, times)
        }
        ExecuteMsg::CallSelf { times } => return call_self(&env, times),
        ExecuteMsg::Spin {} => runaway::spin(),
        ExecuteMsg::Recurse { depth } => {
            return Ok(Response::new().add_attribute("sum", runaway::recurse(depth).to_string()))
        }
        ExecuteMsg::Allocate { bytes } => {
            return Ok(Response::new().add_attribute("pages", runaway::allocate(bytes).to_string()))
        }
    }
    Ok(Response::new())
}

/// A payload steers the reply: a response in JSON is returned as it is, the text `fail` fails, anything else is stored
/// like the whole reply under `reply/<id>`, where a test can read what the host handed over.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn reply(deps: DepsMut, _env: Env, reply: Reply) -> StdResult<Response> {
    deps.storage.set(format!("reply/{}", reply.id).as_bytes(), &to_json_vec(&reply)?);
    if reply.payload.as_slice() == b"fail" {
        return Err(StdError::msg("reply failed on request"));
    }
    Ok(from_json(&reply.payload).unwrap_or_default())
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> StdResult<Binary> {
    match msg {
        QueryMsg::Get { key } => to_json_binary(&storage::text(deps.storage, &key)),
        QueryMsg::Range { start, end, order, limit } => {
            to_json_binary(&storage::range(deps.storage, start.as_deref(), end.as_deref(), order, limit)?)
        }
        QueryMsg::Env {} => to_json_binary(&env),
        QueryMsg::Ask { request } => to_json_binary(&ask(deps, &request)?),
        QueryMsg::AskSelf { times } => to_json_binary(&ask_self(deps, &env, times)?),
        QueryMsg::Write { key } => write_in_query(&key),
        QueryMsg::Fail { reason } => Err(StdError::msg(reason)),
        QueryMsg::Panic {} => panic!("probe panicked on request"),
        QueryMsg::Spin {} => runaway::spin(),
        QueryMsg::AddrValidate { address } => to_json_binary(&deps.api.addr_validate(&address)?),
        QueryMsg::AddrCanonicalize { address } => to_json_binary(&deps.api.addr_canonicalize(&address)?),
        QueryMsg::AddrHumanize { canonical } => {
            to_json_binary(&deps.api.addr_humanize(&canonical.as_slice().into())?)
        }
        QueryMsg::Secp256k1Verify { hash, signature, public_key } => {
            to_json_binary(&deps.api.secp256k1_verify(&hash, &signature, &public_key)?)
        }
        QueryMsg::Secp256k1Recover { hash, signature, param } => {
            to_json_binary(&Binary::from(deps.api.secp256k1_recover_pubkey(&hash, &signature, param)?))
        }
        QueryMsg::Ed25519Verify { message, signature, public_key } => {
            to_json_binary(&deps.api.ed25519_verify(&message, &signature, &public_key)?)
        }
        QueryMsg::Ed25519Batch { messages, signatures, public_keys } => {
            to_json_binary(&deps.api.ed25519_batch_verify(
                &slices(&messages),
                &slices(&signatures),
                &slices(&public_keys),
            )?)
        }
    }
}

/// The answer of the chain as the host gave it: system errors and contract errors stay apart.
fn ask(deps: Deps, request: &QueryRequest<Empty>) -> StdResult<Binary> {
    let raw = deps.querier.raw_query(&to_json_vec(request)?);
    let result: SystemResult<ContractResult<Binary>> = raw;
    to_json_binary(&result)
}

fn call_self(env: &Env, times: u32) -> StdResult<Response> {
    if times == 0 {
        return Ok(Response::new());
    }
    let msg = to_json_binary(&ExecuteMsg::CallSelf { times: times - 1 })?;
    Ok(Response::new().add_message(WasmMsg::Execute {
        contract_addr: env.contract.address.to_string(),
        msg,
        funds: vec![],
    }))
}

fn ask_self(deps: Deps, env: &Env, times: u32) -> StdResult<u32> {
    if times == 0 {
        return Ok(0);
    }
    let deeper: u32 =
        deps.querier.query_wasm_smart(&env.contract.address, &QueryMsg::AskSelf { times: times - 1 })?;
    Ok(deeper + 1)
}

fn verify_often(deps: Deps, hash: &[u8], signature: &[u8], key: &[u8], times: u32) -> StdResult<Response> {
    let mut valid = 0_u32;
    for _ in 0..times {
        if deps.api.secp256k1_verify(hash, signature, key)? {
            valid += 1;
        }
    }
    Ok(Response::new().add_attribute("valid", valid.to_string()))
}

fn slices(values: &[Binary]) -> Vec<&[u8]> {
    values.iter().map(Binary::as_slice).collect()
}

#[cfg(target_arch = "wasm32")]
fn write_in_query(key: &str) -> StdResult<Binary> {
    crate::host::write(key.as_bytes(), b"written by a query");
    to_json_binary(&true)
}

#[cfg(not(target_arch = "wasm32"))]
fn write_in_query(_key: &str) -> StdResult<Binary> {
    Err(StdError::msg("only a wasm build has the host function"))
}
