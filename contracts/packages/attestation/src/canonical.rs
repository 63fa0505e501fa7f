//! Canonical bytes (rules ENC-1 and ENC-2).

use prost::Message;

use crate::code::{Code, Rejection, RuleResult};

/// ENC-2: at most `limit` bytes, well formed, and byte for byte what encoding writes, so that one message has one encoding. `kind`
/// names the message in the rejection.
pub fn decode<M: Message + Default>(kind: &str, bytes: &[u8], limit: usize) -> RuleResult<M> {
    if bytes.len() > limit {
        let detail = format!("{kind}: {} bytes, at most {limit} are read", bytes.len());
        return Err(Rejection::new(Code::ProtoTooLarge, detail));
    }
    let message = M::decode(bytes).map_err(|_| {
        Rejection::new(Code::ProtoMalformed, format!("{kind}: these bytes are no such message"))
    })?;
    if encode(&message) != bytes {
        let detail = format!("{kind}: not in canonical form (unknown or unordered fields, written defaults)");
        return Err(Rejection::new(Code::ProtoNotCanonical, detail));
    }
    Ok(message)
}

/// ENC-1: fields in order of their numbers, defaults left out.
pub fn encode<M: Message>(message: &M) -> Vec<u8> {
    message.encode_to_vec()
}
