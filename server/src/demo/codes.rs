//! The demo's codebook, as it began; `coding` then lets it grow as codebooks do.

use crate::coding::Part;
use crate::coding::codebook::Origin::{self, Deductive, Emerged};

/// A code of the demo.
pub struct Begun {
    /// What the marks in the demo's words call it.
    pub mark: &'static str,
    /// The mark of the code above it; empty at the top.
    pub above: &'static str,
    /// Where it came from.
    pub origin: Origin,
    /// Its words.
    pub words: &'static [(Part, &'static str)],
}

const fn code(
    mark: &'static str,
    above: &'static str,
    origin: Origin,
    words: &'static [(Part, &'static str)],
) -> Begun {
    Begun { mark, above, origin, words }
}

/// All, those above first. Their place is their colour.
pub const CODES: &[Begun] = &[
    code(
        "safe",
        "",
        Deductive,
        &[
            (Part::Name, "Feeling safe"),
            (Part::Definition, "What makes a place feel safe, or not, to the person who lives there."),
            (Part::Include, "Safety as somebody felt it, whatever the locks and rules were."),
            (Part::Exclude, "What staff think is safe."),
        ],
    ),
    code(
        "locks",
        "safe",
        Deductive,
        &[
            (Part::Name, "Locks and privacy"),
            (Part::Definition, "Doors, keys, lockers, rooms of one's own, being looked at or not."),
            (Part::Include, "Somebody can close something, or cannot."),
            (Part::Exclude, "Who may come into the building: that is a rule."),
            (Part::Example, "A door that I could lock from the inside."),
        ],
    ),
    code(
        "staff",
        "safe",
        Deductive,
        &[(Part::Name, "Staff"), (Part::Definition, "How the people who work there are.")],
    ),
    code(
        "choice",
        "safe",
        Emerged,
        &[
            (Part::Name, "Asked, not told"),
            (Part::Definition, "Having a say: being asked, choosing, saying no without a price."),
            (Part::Include, "A choice was offered, refused, or missed."),
            (Part::Exclude, "Rules that were explained but not open: see the rules."),
            (Part::Example, "They asked me where I wanted the bed."),
        ],
    ),
    code(
        "language",
        "safe",
        Emerged,
        &[
            (Part::Name, "Being understood"),
            (Part::Definition, "Languages, interpreters, papers that one can read."),
            (Part::Include, "Also children who had to interpret."),
        ],
    ),
    code(
        "access",
        "",
        Deductive,
        &[(Part::Name, "Getting in"), (Part::Definition, "The way from the first call to a bed.")],
    ),
    code(
        "wait",
        "access",
        Deductive,
        &[
            (Part::Name, "Waiting and not knowing"),
            (Part::Definition, "Time before a place is found, and what one is told about it."),
            (Part::Include, "Long waits, and honest or missing words about them."),
            (Part::Exclude, "Not knowing which place has room: see “Knowing who has room”."),
            (Part::Example, "Nobody could say if it was two weeks or two years."),
        ],
    ),
    code("rules", "access", Deductive, &[(Part::Name, "Rules"), (Part::Definition, "What a place asks of people.")]),
    code(
        "pets",
        "access",
        Emerged,
        &[(Part::Name, "Pets"), (Part::Definition, "Animals that may come along, or not.")],
    ),
    code(
        "together",
        "access",
        Deductive,
        &[
            (Part::Name, "Knowing who has room"),
            (Part::Definition, "How people and programs learn where a bed is free."),
            (Part::Include, "Lists, calendars, notebooks, ten calls in a row."),
            (Part::Example, "I called twelve programs. Ten did not know their own count."),
        ],
    ),
    code(
        "keep",
        "",
        Deductive,
        &[(Part::Name, "Keeping a home"), (Part::Definition, "What it takes to stay once one is in.")],
    ),
    code(
        "rent",
        "keep",
        Deductive,
        &[
            (Part::Name, "Rent and first costs"),
            (Part::Definition, "Rent, deposits, credit scores, help with them and its end."),
            (Part::Exclude, "What programs are paid for."),
            (Part::Example, "I can pay rent. What I could not do is pay it three times in the same week."),
        ],
    ),
    code(
        "transport",
        "keep",
        Deductive,
        &[(Part::Name, "Getting around"), (Part::Definition, "Buses, rides, distance to work, school, care.")],
    ),
    code(
        "children",
        "keep",
        Deductive,
        &[
            (Part::Name, "Children"),
            (Part::Definition, "What children need, and what having them opens or closes."),
            (Part::Include, "Schools, ages that places take, children who settle."),
            (Part::Exclude, "Children as interpreters: see “Being understood”."),
        ],
    ),
    code("furniture", "keep", Deductive, &[(Part::Name, "Furniture"), (Part::Definition, "Beds, tables, pots.")]),
];
