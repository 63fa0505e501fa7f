use cosmwasm_std::{Binary, Empty, QueryRequest, Response};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub struct InstantiateMsg {
    /// Written to storage under the key `note`.
    pub note: Option<String>,
    /// When set, instantiation writes the note and then fails with this text.
    pub fail: Option<String>,
    /// When set, this response is returned as it is.
    pub response: Option<Response>,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub struct MigrateMsg {
    pub note: Option<String>,
    pub fail: Option<String>,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ExecuteMsg {
    Noop {},
    Write {
        key: String,
        value: String,
    },
    WriteMany {
        prefix: String,
        count: u32,
        bytes: u32,
    },
    Remove {
        key: String,
    },
    /// Returns this response as it is: messages, attributes, events, data.
    Respond {
        response: Response,
    },
    WriteThenRespond {
        key: String,
        value: String,
        response: Response,
    },
    WriteThenFail {
        key: String,
        value: String,
        reason: String,
    },
    WriteThenPanic {
        key: String,
        value: String,
    },
    /// Runs the query during execution; the answer becomes the data of the response.
    Ask {
        request: QueryRequest<Empty>,
    },
    Secp256k1Verify {
        hash: Binary,
        signature: Binary,
        public_key: Binary,
        times: u32,
    },
    /// Calls itself by a message, this many times deep.
    CallSelf {
        times: u32,
    },
    Spin {},
    Recurse {
        depth: u32,
    },
    Allocate {
        bytes: u32,
    },
}

#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    Ascending,
    Descending,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum QueryMsg {
    Get {
        key: String,
    },
    Range {
        start: Option<String>,
        end: Option<String>,
        order: Order,
        limit: u32,
    },
    Env {},
    /// Runs the query and returns the raw system result as base64.
    Ask {
        request: QueryRequest<Empty>,
    },
    /// Asks itself by a query, this many times deep; answers with the depth reached.
    AskSelf {
        times: u32,
    },
    /// Tries to write although a query may only read.
    Write {
        key: String,
    },
    Fail {
        reason: String,
    },
    Panic {},
    Spin {},
    AddrValidate {
        address: String,
    },
    AddrCanonicalize {
        address: String,
    },
    AddrHumanize {
        canonical: Binary,
    },
    Secp256k1Verify {
        hash: Binary,
        signature: Binary,
        public_key: Binary,
    },
    Secp256k1Recover {
        hash: Binary,
        signature: Binary,
        param: u8,
    },
    Ed25519Verify {
        message: Binary,
        signature: Binary,
        public_key: Binary,
    },
    Ed25519Batch {
        messages: Vec<Binary>,
        signatures: Vec<Binary>,
        public_keys: Vec<Binary>,
    },
}
