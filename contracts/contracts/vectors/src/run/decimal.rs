use cloudx3_attestation::aggregate::aggregate;
use cloudx3_attestation::unit::convert;
use cloudx3_attestation::{Number, RuleResult};
use serde_json::{json, Value};

use super::{output, Run, Stop};
use crate::input::{field, DecimalInput};

pub(super) fn decimal(vector: &Value) -> Run {
    match field::<String>(vector, "op")?.as_str() {
        "parse" => {
            let number = Number::parse(&field::<String>(vector, "text")?)?;
            Ok(output([("result", shown(number.mantissa(), number.scale()))]))
        }
        "format" => Ok(output([("text", json!(number(vector, "decimal")?.to_string()))])),
        "compare" => {
            let order = number(vector, "a")?.compare(number(vector, "b")?);
            Ok(output([("order", json!(i8::from(order.is_gt()).saturating_sub(i8::from(order.is_lt()))))]))
        }
        "rescale" => {
            let number = number(vector, "decimal")?.rescale(field(vector, "scale")?)?;
            Ok(output([("result", shown(number.mantissa(), number.scale()))]))
        }
        "convert" => {
            let (from, to) = (field::<String>(vector, "from")?, field::<String>(vector, "to")?);
            let number = convert(number(vector, "decimal")?, &from, &to)?;
            Ok(output([("result", shown(number.mantissa(), number.scale()))]))
        }
        "aggregate" => aggregated(vector),
        other => Err(Stop::Broken(format!("op: {other} is not known"))),
    }
}

fn aggregated(vector: &Value) -> Run {
    let scale = field(vector, "scale")?;
    let mut observations = Vec::new();
    for decimal in field::<Vec<DecimalInput>>(vector, "decimals")? {
        observations.push(vec![Number::try_from(&decimal.message()?)?]);
    }
    let aggregate = aggregate(&observations, scale)?.ok_or("decimals: are none".to_string())?;
    let (median, spread) = (shown(aggregate.value, scale), shown(aggregate.spread, scale));
    Ok(output([("median", median), ("spread", spread)]))
}

fn number(vector: &Value, name: &str) -> Result<Number, Stop> {
    let number: RuleResult<Number> = Number::try_from(&field::<DecimalInput>(vector, name)?.message()?);
    Ok(number?)
}

/// A decimal as vectors show it.
pub(super) fn shown(mantissa: i64, scale: u32) -> Value {
    json!({ "mantissa": mantissa.to_string(), "scale": scale })
}
