use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::operation::operation_id;
use cloudx3_attestation::proto::parameter::Type;
use cloudx3_attestation::proto::part::Kind;
use cloudx3_attestation::proto::{
    step, Charset, ChoiceType, Decimal, Header, Hole, ListType, Method, ObservedAt, Operation, OperationKind,
    Parameter, Part, ReadingSelector, ReadingSource, Rows, StateKind, Step, TimeFormat, TokenType,
};
use cosmwasm_std::Binary;

/// An operation with its bytes and id.
#[derive(Clone)]
pub struct Published {
    pub operation: Operation,
    pub bytes: Binary,
    pub id: Binary,
}

impl From<Operation> for Published {
    fn from(operation: Operation) -> Self {
        let bytes = encode(&operation);
        Self { id: operation_id(&bytes).into(), bytes: bytes.into(), operation }
    }
}

/// Reads `power` in W (−5000 to 5000) and `energy` in Wh of the device `device_id`.
pub fn reading_operation() -> Operation {
    Operation {
        readings: vec![
            reading("energy", "Wh", None),
            reading(
                "power",
                "W",
                Some((Decimal { mantissa: -5000, scale: 0 }, Decimal { mantissa: 5000, scale: 0 })),
            ),
        ],
        ..base("example/power", OperationKind::Read)
    }
}

/// Reads `power` in W of up to 32 devices, `ids`, in one answer: an operation of the second edition.
pub fn group_operation() -> Operation {
    let token = TokenType { charset: Charset::HexLower.into(), min_length: 4, max_length: 12 };
    let list = ListType { item: Some(token), max_items: 32, separator: ",".to_string() };
    let key = |name: &str| vec![Step { kind: Some(step::Kind::Key(name.to_string())) }];
    let kind = StateKind::Measurement.into();
    Operation {
        version: 2,
        target: vec![literal("/devices?ids="), parameter("ids")],
        parameters: vec![Parameter { name: "ids".to_string(), r#type: Some(Type::List(list)) }],
        readings: vec![ReadingSelector { kind, ..reading("power", "W", None) }],
        rows: Some(Rows {
            path: key("devices"),
            key: key("id"),
            list: "ids".to_string(),
            conditions: vec![],
        }),
        ..base("example/powers", OperationKind::Read)
    }
}

/// Switches the relay of `device_id`: `turn` is `on` or `off`.
pub fn action_operation() -> Operation {
    let turn = Type::Choice(ChoiceType { values: vec!["off".to_string(), "on".to_string()] });
    Operation {
        method: Method::Post.into(),
        headers: vec![Header { name: "content-type".to_string(), value: vec![literal("application/json")] }],
        body: vec![literal("{\"turn\":\""), parameter("turn"), literal("\"}")],
        parameters: vec![device_id(), Parameter { name: "turn".to_string(), r#type: Some(turn) }],
        ..base("example/switch", OperationKind::Action)
    }
}

/// Reads whether the relay of `device_id` is on.
pub fn readback_operation() -> Operation {
    Operation { readings: vec![reading("output", "1", None)], ..base("example/status", OperationKind::Read) }
}

impl Published {
    /// The same operation with a time of observation.
    pub fn with_observed_at(&self) -> Self {
        let path = vec![Step { kind: Some(step::Kind::Key("at".to_string())) }];
        let observed_at = ObservedAt { path, format: TimeFormat::UnixSeconds.into() };
        Operation { observed_at: Some(observed_at), ..self.operation.clone() }.into()
    }

    /// The same operation with a credential in a header.
    pub fn with_hole(&self) -> Self {
        let hole = Hole {
            name: "token".to_string(),
            charset: Charset::Alphanumeric.into(),
            min_length: 20,
            max_length: 40,
        };
        let mut operation = self.operation.clone();
        operation.headers.push(Header { name: "x-token".to_string(), value: bearer() });
        operation.holes.push(hole);
        operation.into()
    }
}

/// The credential of [`Published::with_hole`] has 20 to 40 bytes.
fn bearer() -> Vec<Part> {
    vec![literal("Bearer "), Part { kind: Some(Kind::Hole("token".to_string())) }]
}

fn base(name: &str, kind: OperationKind) -> Operation {
    Operation {
        version: 1,
        kind: kind.into(),
        name: name.to_string(),
        server_name: "api.example.com".to_string(),
        port: 443,
        method: Method::Get.into(),
        target: vec![literal("/devices/"), parameter("device_id")],
        parameters: vec![device_id()],
        success_statuses: vec![200],
        max_request_bytes: 1024,
        max_response_bytes: 4096,
        ..Default::default()
    }
}

fn device_id() -> Parameter {
    let token = TokenType { charset: Charset::HexLower.into(), min_length: 4, max_length: 12 };
    Parameter { name: "device_id".to_string(), r#type: Some(Type::Token(token)) }
}

fn reading(name: &str, unit: &str, bounds: Option<(Decimal, Decimal)>) -> ReadingSelector {
    ReadingSelector {
        name: name.to_string(),
        unit: unit.to_string(),
        path: vec![Step { kind: Some(step::Kind::Key(name.to_string())) }],
        source: ReadingSource::Number.into(),
        min: bounds.map(|(min, _)| min),
        max: bounds.map(|(_, max)| max),
        ..Default::default()
    }
}

fn literal(text: &str) -> Part {
    Part { kind: Some(Kind::Literal(text.to_string())) }
}

fn parameter(name: &str) -> Part {
    Part { kind: Some(Kind::Parameter(name.to_string())) }
}
