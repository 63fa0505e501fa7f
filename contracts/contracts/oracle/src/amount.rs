//! Amounts as they are stored where each byte costs: without leading zeros, and lists of them as LEB128.

use cosmwasm_std::Uint128;

use crate::error::ContractError;

/// Most significant byte first; empty for zero.
pub(crate) fn read(bytes: &[u8]) -> Result<Uint128, ContractError> {
    let mut full = [0; 16];
    let start = full.len().checked_sub(bytes.len()).ok_or(ContractError::Record)?;
    full.get_mut(start..).ok_or(ContractError::Record)?.copy_from_slice(bytes);
    Ok(Uint128::new(u128::from_be_bytes(full)))
}

pub(crate) fn write(amount: Uint128) -> Vec<u8> {
    amount.u128().to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect()
}

/// A list: of each number seven bits a byte, least significant first, the high bit set in all bytes but its last.
pub(crate) fn read_list(bytes: &[u8]) -> Result<Vec<Uint128>, ContractError> {
    let mut list = Vec::new();
    let (mut number, mut shift) = (0_u128, 0_u32);
    for byte in bytes {
        let bits = u128::from(byte & 0x7f).checked_shl(shift).ok_or(ContractError::Record)?;
        number |= bits;
        shift = shift.saturating_add(7);
        if byte & 0x80 == 0 {
            list.push(Uint128::new(number));
            (number, shift) = (0, 0);
        }
    }
    Ok(list)
}

pub(crate) fn write_list(list: &[Uint128]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(list.len().saturating_mul(3));
    for amount in list {
        let mut number = amount.u128();
        loop {
            let low = u8::try_from(number & 0x7f).unwrap_or_default();
            number >>= 7;
            if number == 0 {
                bytes.push(low);
                break;
            }
            bytes.push(low | 0x80);
        }
    }
    bytes
}

/// `part` of a whole in percent, rounded down.
pub(crate) fn percent(whole: Uint128, part: u32) -> Uint128 {
    whole.multiply_ratio(part.min(100), 100_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_back() {
        let list: Vec<Uint128> =
            [0, 1, 127, 128, 300, u128::from(u64::MAX), u128::MAX].map(Uint128::new).into();
        assert_eq!(read_list(&write_list(&list)).unwrap(), list);
        assert_eq!(write_list(&list[..4]), [0, 1, 127, 0x80, 1]);
        for amount in list {
            assert_eq!(read(&write(amount)).unwrap(), amount);
        }
        assert!(read(&[1; 17]).is_err());
    }
}
