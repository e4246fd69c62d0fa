//! The shipped instruments, inside the program. To add one: its file in `instruments/library`, and a line here.

/// A shipped instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// The id in its file.
    pub name: &'static str,
    /// Its TOML.
    pub source: &'static str,
}

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        &[$(Shipped { name: $name, source: include_str!(concat!("../../instruments/library/", $name, ".toml")) }),*]
    };
}

/// All of them, in the order in which they are offered.
pub const SHIPPED: &[Shipped] = shipped![
    "housing-provider",
    "survivor-housing",
    "housing-advocate",
    "resource-listing",
    "wilder-cfi",
    "summit-training",
];

/// One by its name.
pub fn find(name: &str) -> Option<&'static Shipped> {
    SHIPPED.iter().find(|shipped| shipped.name == name)
}
