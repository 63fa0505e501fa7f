use cloudx3_chain::{Decimal, ModeCounts};
use cosmwasm_schema::cw_serde;

/// What one round of a feed came to: value and spread at the feed's decimals (AGG-1). Times are Unix milliseconds.
#[cw_serde]
pub struct FeedValue {
    pub feed_id: u32,
    /// Counted from 0.
    pub round: u64,
    /// The median of the observations (AGG-1).
    pub value: Decimal,
    pub unit: String,
    pub decimals: u32,
    /// Largest minus smallest observation.
    pub spread: Decimal,
    /// How many of the report's have a value of this feed.
    pub observations: u32,
    /// Different ones of the report.
    pub notaries: u32,
    /// Attestations of the report, by mode.
    pub modes: ModeCounts,
    /// Whether any session was checked against a private CA.
    pub custom_ca: bool,
    /// Where the round began.
    pub round_start_ms: u64,
    /// Median over all attestations; of an even number the lower of the middle two.
    pub session_time_ms: u64,
    /// Block time.
    pub updated_at_ms: u64,
    /// Block that brought the report.
    pub height: u64,
    /// Account of the member that signed the report; "" where nobody did.
    pub transmitter: String,
}

#[cw_serde]
pub struct HistoryResponse {
    pub values: Vec<FeedValue>,
}
