//! Free spans that coders marked in the same texts, checked: inside one computation a coder's spans never overlap.
//!
//! Overlapping codes are measured one at a time, or by groups of codes that exclude one another.

/// A marked place: half-open, in characters (Unicode code points).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// The character after the last one.
    pub end: usize,
    /// Which code, by its place in the list of codes.
    pub code: usize,
}

/// One text, as every coder marked it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Length in characters.
    pub length: usize,
    /// Whose words it is; passages of one respondent are drawn together.
    pub respondent: usize,
    /// Each coder's spans, in any order. A coder without spans found nothing: leave out passages that one did not read.
    pub coders: Vec<Vec<Span>>,
}

/// Why spans cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Two spans of one coder share characters.
    Overlap {
        /// Which passage.
        passage: usize,
        /// Which coder.
        coder: usize,
        /// The two spans, the earlier first.
        spans: (Span, Span),
    },
    /// A span is empty or ends outside its text.
    Outside {
        /// Which passage.
        passage: usize,
        /// Which coder.
        coder: usize,
        /// The span.
        span: Span,
    },
    /// A span names a code that is not in the list.
    Code {
        /// Which passage.
        passage: usize,
        /// Which coder.
        coder: usize,
        /// The span.
        span: Span,
    },
    /// A passage has another number of coders.
    Coders {
        /// Which passage.
        passage: usize,
    },
}

impl Refusal {
    /// The stable word for it: part of a sentence's key on the page.
    pub fn code(self) -> &'static str {
        match self {
            Self::Overlap { .. } => "overlap",
            Self::Outside { .. } => "outside",
            Self::Code { .. } => "code",
            Self::Coders { .. } => "coders",
        }
    }
}

/// Passages laid end to end, each coder's spans in order and apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Continuum {
    pub(super) codes: usize,
    pub(super) coders: usize,
    pub(super) passages: Vec<Passage>,
}

impl Continuum {
    /// Checks and orders the spans of `coders` people, who used `codes` codes.
    pub fn new(codes: usize, coders: usize, mut passages: Vec<Passage>) -> Result<Self, Refusal> {
        for (place, passage) in passages.iter_mut().enumerate() {
            if passage.coders.len() != coders {
                return Err(Refusal::Coders { passage: place });
            }
            let length = passage.length;
            for (coder, spans) in passage.coders.iter_mut().enumerate() {
                spans.sort_by_key(|span| (span.start, span.end));
                check(spans, codes, length, (place, coder))?;
            }
        }
        Ok(Self { codes, coders, passages })
    }
}

fn check(spans: &[Span], codes: usize, length: usize, at: (usize, usize)) -> Result<(), Refusal> {
    let (passage, coder) = at;
    for span in spans {
        if span.start >= span.end || span.end > length {
            return Err(Refusal::Outside { passage, coder, span: *span });
        }
        if span.code >= codes {
            return Err(Refusal::Code { passage, coder, span: *span });
        }
    }
    match spans.windows(2).find(|pair| pair[0].end > pair[1].start) {
        Some(pair) => Err(Refusal::Overlap { passage, coder, spans: (pair[0], pair[1]) }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    //! A researcher hands in spans that cannot be compared.

    use super::*;

    fn one(spans: &[(usize, usize, usize)]) -> Result<Continuum, Refusal> {
        let spans = spans.iter().map(|(start, end, code)| Span { start: *start, end: *end, code: *code }).collect();
        let other = vec![Span { start: 0, end: 1, code: 0 }];
        Continuum::new(2, 2, vec![Passage { length: 20, respondent: 0, coders: vec![other, spans] }])
    }

    #[test]
    fn spans_that_overlap_are_refused_and_named() {
        let (first, second) = (Span { start: 2, end: 8, code: 0 }, Span { start: 7, end: 9, code: 1 });
        let refusal = one(&[(7, 9, 1), (2, 8, 0), (12, 14, 0)]).unwrap_err();
        assert_eq!(refusal, Refusal::Overlap { passage: 0, coder: 1, spans: (first, second) });
        assert_eq!(refusal.code(), "overlap");
    }

    #[test]
    fn a_span_inside_another_or_marked_twice_overlaps_and_neighbours_do_not() {
        assert!(matches!(one(&[(2, 9, 0), (4, 5, 0)]), Err(Refusal::Overlap { .. })));
        assert!(matches!(one(&[(2, 9, 0), (2, 9, 1)]), Err(Refusal::Overlap { .. })));
        assert!(one(&[(2, 9, 0), (9, 12, 0)]).is_ok());
    }

    #[test]
    fn empty_spans_and_strange_places_are_refused() {
        assert!(matches!(one(&[(3, 3, 0)]), Err(Refusal::Outside { .. })));
        assert!(matches!(one(&[(19, 21, 0)]), Err(Refusal::Outside { .. })));
        assert!(matches!(one(&[(3, 4, 2)]), Err(Refusal::Code { .. })));
        let lonely = vec![Passage { length: 20, respondent: 0, coders: vec![Vec::new()] }];
        assert_eq!(Continuum::new(1, 2, lonely), Err(Refusal::Coders { passage: 0 }));
    }
}
