//! Calls a host function behind the standard library's back: the library gives a query no way to write, so that only
//! code like this can show that the host itself refuses.
#![allow(unsafe_code)]

#[repr(C)]
struct Region {
    offset: u32,
    capacity: u32,
    length: u32,
}

extern "C" {
    fn db_write(key: u32, value: u32);
}

fn region(bytes: &[u8]) -> Region {
    let length = bytes.len() as u32;
    Region { offset: bytes.as_ptr() as u32, capacity: length, length }
}

/// Writes without asking whether this call may.
pub fn write(key: &[u8], value: &[u8]) {
    let (key, value) = (region(key), region(value));
    // SAFETY: both regions describe live slices of this instance and outlive the call, which only reads them.
    unsafe { db_write(&raw const key as u32, &raw const value as u32) }
}
