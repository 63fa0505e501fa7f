use cloudx3_attestation::order::strictly_increasing;
use cloudx3_attestation::{proto, Code, Number, PerMode, Rejection, RuleResult};
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
    /// Empty for a LIST.
    pub value: String,
    /// Of a LIST and of nothing else: its items, strictly increasing.
    pub items: Option<Vec<String>>,
}

impl From<proto::Param> for Param {
    fn from(proto::Param { name, value, items }: proto::Param) -> Self {
        Self { name, value, items: (!items.is_empty()).then_some(items) }
    }
}

impl Param {
    /// A parameter with one value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), items: None }
    }

    pub fn to_proto(&self) -> proto::Param {
        proto::Param {
            name: self.name.clone(),
            value: self.value.clone(),
            items: self.items.clone().unwrap_or_default(),
        }
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

/// What a feed asks of observations in a mode that it accepts (rule OBS-6).
#[cw_serde]
#[derive(Copy)]
pub struct ModePolicy {
    /// Different notaries that each observation needs: 1 to 8, and no more than the feed has.
    pub notaries: u32,
}

macro_rules! messages {
    ($($mode:ident $name:ident { $($known:tt)* },)*) => {
        /// How a session was notarized.
        #[cw_serde]
        #[derive(Copy, Eq)]
        pub enum Mode {
            $($mode),*
        }

        impl Mode {
            pub fn to_proto(self) -> proto::Mode {
                match self {
                    $(Mode::$mode => proto::Mode::$mode),*
                }
            }
        }

        /// What a feed asks of observations, by mode; a mode that is left out is not accepted (OBS-6).
        #[cw_serde]
        #[derive(Copy)]
        pub struct ModePolicies {
            $(pub $name: Option<ModePolicy>),*
        }

        impl ModePolicies {
            pub fn by_mode(&self) -> PerMode<Option<ModePolicy>> {
                PerMode([$(self.$name),*])
            }
        }

        /// How many attestations of a report were made in which mode.
        #[cw_serde]
        pub struct ModeCounts {
            $(pub $name: u32),*
        }

        impl From<PerMode<u32>> for ModeCounts {
            fn from(PerMode([$($name),*]): PerMode<u32>) -> Self {
                Self { $($name),* }
            }
        }
    };
}
cloudx3_attestation::for_each_mode!(messages);
