use cloudx3_attestation::order::strictly_increasing;
use cloudx3_attestation::{proto, Code, Number, Rejection, RuleResult};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::Int64;

/// value = mantissa / 10^scale (rule DEC-1).
#[cw_serde]
#[derive(Copy)]
pub struct Decimal {
    pub mantissa: Int64,
    pub scale: u32,
}

impl Decimal {
    pub fn new(mantissa: i64, scale: u32) -> Self {
        Self { mantissa: Int64::new(mantissa), scale }
    }

    /// Refuses what breaks rule DEC-1.
    pub fn number(self) -> RuleResult<Number> {
        Number::new(self.mantissa.i64(), self.scale)
    }
}

/// One parameter of an operation.
#[cw_serde]
#[derive(Eq, PartialOrd, Ord)]
pub struct Param {
    pub name: String,
    pub value: String,
}

impl Param {
    pub fn to_proto(&self) -> proto::Param {
        proto::Param { name: self.name.clone(), value: self.value.clone() }
    }
}

/// Parameters as signed bodies carry them: sorted by name; a name that stands twice is refused (rule ORD-1).
pub fn params_from_json(params: &[Param]) -> RuleResult<Vec<proto::Param>> {
    let mut sorted: Vec<proto::Param> = params.iter().map(Param::to_proto).collect();
    sorted.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    if strictly_increasing(sorted.iter().map(|param| &param.name)) {
        return Ok(sorted);
    }
    Err(Rejection::new(Code::ParamsOrder, "params: a name stands twice"))
}

/// How a session was notarized.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Mode {
    Mpc,
    Proxy,
}

impl Mode {
    pub fn to_proto(self) -> proto::Mode {
        match self {
            Mode::Mpc => proto::Mode::Mpc,
            Mode::Proxy => proto::Mode::Proxy,
        }
    }
}
