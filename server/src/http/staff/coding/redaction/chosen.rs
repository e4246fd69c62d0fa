//! Places that were chosen, as forms and addresses hold them: `3-8.name`, for start, end and kind.

use super::scan;
use crate::coding::Span;
use crate::http::staff::Fields;
use crate::redaction::Kind;
use crate::{Error, Result};

/// A chosen place.
pub(super) type Chosen = (Span, Kind);

/// The chosen places of a form or address, in order; overlapping ones are refused.
pub(super) fn read(fields: &Fields) -> Result<Vec<Chosen>> {
    let mut all: Vec<Chosen> = fields.all("span").map(one).collect::<Option<_>>().ok_or(Error::NotFound)?;
    all.sort_by_key(|(span, _)| *span);
    all.dedup();
    let overlap = all.windows(2).any(|pair| pair[0].0.overlaps(pair[1].0));
    if overlap { Err(Error::Invalid("redaction-overlap", String::new())) } else { Ok(all) }
}

fn one(text: &str) -> Option<Chosen> {
    let (place, code) = text.split_once('.')?;
    Some((span(place)?, scan::kind(code)?))
}

/// `3-8`
pub(super) fn span(text: &str) -> Option<Span> {
    let (start, end) = text.split_once('-')?;
    Span::new(start.parse().ok()?, end.parse().ok()?)
}

/// As an address holds them.
pub(super) fn query(chosen: &[Chosen]) -> String {
    let pairs: Vec<String> =
        chosen.iter().map(|(span, kind)| format!("span={}-{}.{}", span.start, span.end, kind.code())).collect();
    pairs.join("&")
}
