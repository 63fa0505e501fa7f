use cosmwasm_std::{Order as StdOrder, StdResult, Storage};

use crate::msg::Order;

/// Text at `key`, or `None`. Bytes that are not UTF-8 are shown with replacement characters.
pub fn text(storage: &dyn Storage, key: &str) -> Option<String> {
    storage.get(key.as_bytes()).map(|value| String::from_utf8_lossy(&value).into_owned())
}

pub fn write_many(storage: &mut dyn Storage, prefix: &str, count: u32, bytes: u32) {
    let value = vec![0x5a; bytes as usize];
    for index in 0..count {
        storage.set(format!("{prefix}{index:06}").as_bytes(), &value);
    }
}

pub fn range(
    storage: &dyn Storage,
    start: Option<&str>,
    end: Option<&str>,
    order: Order,
    limit: u32,
) -> StdResult<Vec<(String, String)>> {
    let order = match order {
        Order::Ascending => StdOrder::Ascending,
        Order::Descending => StdOrder::Descending,
    };
    Ok(storage
        .range(start.map(str::as_bytes), end.map(str::as_bytes), order)
        .take(limit as usize)
        .map(|(key, value)| (lossy(&key), lossy(&value)))
        .collect())
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
