//! A devices contract that says of a device whatever a test says of it: what the oracle asks of the real one.

use cloudx3_chain::Param;
use cosmwasm_std::{
    from_json, to_json_binary, to_json_vec, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response,
    StdResult,
};
use cw_multi_test::{ContractWrapper, Executor};
use oracle::msg::ExecuteMsg as OracleMsg;
use serde::{Deserialize, Serialize};

use crate::world::World;

/// What is said of one device.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Subject {
    pub bound: bool,
    pub owner: String,
    pub params: Vec<Param>,
    pub serial_param: String,
    pub server_name: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Say {
    device: String,
    subject: Subject,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ask {
    Subject { device: String },
}

fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, _: MessageInfo, say: Say) -> StdResult<Response> {
    deps.storage.set(say.device.as_bytes(), &to_json_vec(&say.subject)?);
    Ok(Response::new())
}

fn query(deps: Deps, _: Env, ask: Ask) -> StdResult<Binary> {
    let Ask::Subject { device } = ask;
    let said = deps.storage.get(device.as_bytes());
    let subject: Subject = said.map(from_json).transpose()?.unwrap_or_default();
    to_json_binary(&subject)
}

impl World {
    /// Such a contract.
    pub fn subjects(&mut self) -> Addr {
        let code = self.app.store_code(Box::new(ContractWrapper::new(execute, instantiate, query)));
        let admin = self.admin.clone();
        self.app.instantiate_contract(code, admin, &Empty {}, &[], "subjects", None).unwrap()
    }

    /// Puts one in the place of the devices contract, and gives its address. The oracle asks it.
    pub fn set_subjects(&mut self) -> Addr {
        let (subjects, admin) = (self.subjects(), self.admin.clone());
        let msg = OracleMsg::SetDevices { devices: subjects.to_string() };
        self.oracle_do(&admin, &msg, 0).unwrap();
        subjects
    }

    pub fn say_of(&mut self, subjects: &Addr, device: &str, subject: Subject) {
        let say = Say { device: device.to_string(), subject };
        self.execute(&self.user.clone(), subjects, &say, 0).unwrap();
    }

    /// A bound device that the network's reading operation reads by this id.
    pub fn bound(&self, device_id: &str) -> Subject {
        Subject {
            bound: true,
            owner: self.user.to_string(),
            params: vec![Param::new("device_id", device_id)],
            serial_param: "device_id".to_string(),
            server_name: self.reading.operation.server_name.clone(),
        }
    }
}
