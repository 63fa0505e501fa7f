use cosmwasm_std::Env;

/// Block time in Unix milliseconds.
pub fn now_ms(env: &Env) -> u64 {
    env.block.time.nanos() / 1_000_000
}
