//! Code that a host must survive.

/// Never returns. The volatile read keeps the compiler from folding the loop away.
pub fn spin() -> ! {
    let mut state: u64 = 1;
    loop {
        state = core::hint::black_box(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
    }
}

/// Recurses on the native stack; every frame keeps a buffer alive.
#[inline(never)]
pub fn recurse(depth: u32) -> u64 {
    let frame = core::hint::black_box([u64::from(depth); 32]);
    if depth == 0 {
        return frame[0];
    }
    recurse(depth - 1).wrapping_add(frame[31])
}

/// Allocates and touches `bytes` bytes of linear memory.
pub fn allocate(bytes: u32) -> usize {
    let block = core::hint::black_box(vec![1_u8; bytes as usize]);
    block.iter().step_by(65_536).map(|byte| usize::from(*byte)).sum()
}
