use cloudx3_attestation::{Code, Rejection};
use oracle::msg::FeedSpec;
use oracle::terms_text;
use serde_json::{json, Value};

use super::{output, Run};
use crate::input::{bytes, field};

/// ACC-2: the terms that an acceptance names are those of the feed.
pub(super) fn feed_terms(vector: &Value) -> Run {
    let (feed_id, admin) = (field(vector, "feed_id")?, field::<String>(vector, "admin")?);
    let spec: FeedSpec = field(vector, "spec")?;
    let (text, digest) = terms_text(feed_id, &admin, &spec).map_err(|error| error.to_string())?;
    if digest.as_slice() != bytes(vector, "terms")? {
        return Err(Rejection::new(Code::FeedTerms, "are others").into());
    }
    Ok(output([("text", json!(text))]))
}
