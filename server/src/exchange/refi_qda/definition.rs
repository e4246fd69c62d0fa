//! The parts of a code's definition inside the one description that the exchange format has: plain lines with a label,
//! which every tool shows as they are and which are taken apart again when they come back.

/// What a code means, by part; empty parts are not written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definition {
    /// What it means.
    pub definition: String,
    /// When it fits.
    pub include: String,
    /// When it does not, though it seems to.
    pub exclude: String,
    /// Words that it fits.
    pub example: String,
}

const INCLUDE: &str = "Include when:";
const EXCLUDE: &str = "Exclude when:";
const EXAMPLE: &str = "Example:";

impl Definition {
    /// The description for a file; `None` when every part is empty.
    pub fn write(&self) -> Option<String> {
        let labelled = |label: &str, part: &str| (!part.trim().is_empty()).then(|| format!("{label} {}", part.trim()));
        let first = (!self.definition.trim().is_empty()).then(|| self.definition.trim().to_owned());
        let parts = [
            first,
            labelled(INCLUDE, &self.include),
            labelled(EXCLUDE, &self.exclude),
            labelled(EXAMPLE, &self.example),
        ];
        let lines: Vec<String> = parts.into_iter().flatten().collect();
        (!lines.is_empty()).then(|| lines.join("\n\n"))
    }

    /// Takes a description apart. Text without labels is all definition; a label counts in any case, at the start of a
    /// line.
    pub fn read(description: &str) -> Self {
        let mut parts = Self::default();
        let mut label = "";
        for line in description.lines() {
            let found = [INCLUDE, EXCLUDE, EXAMPLE]
                .into_iter()
                .find_map(|label| Some((label, after(line.trim_start(), label)?)));
            let (fresh, words) = found.map_or((None, line), |(label, words)| (Some(label), words));
            label = fresh.unwrap_or(label);
            let part = match label {
                INCLUDE => &mut parts.include,
                EXCLUDE => &mut parts.exclude,
                EXAMPLE => &mut parts.example,
                _ => &mut parts.definition,
            };
            if !part.is_empty() {
                part.push('\n');
            }
            part.push_str(words);
        }
        for part in [&mut parts.definition, &mut parts.include, &mut parts.exclude, &mut parts.example] {
            *part = part.trim().to_owned();
        }
        parts
    }
}

fn after<'a>(line: &'a str, label: &str) -> Option<&'a str> {
    let (head, rest) = line.split_at_checked(label.len())?;
    head.eq_ignore_ascii_case(label).then(|| rest.trim_start())
}
