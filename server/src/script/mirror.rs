//! One construct asked of several audiences: the file of each instrument is read, then the shares are held side by side.

use std::fmt::Write as _;

use super::expression::{Source, asked, headline};
use super::text::{quoted, words};
use super::{Data, whole};
use crate::waves::Series;
use crate::waves::mirror::Mirror;

/// All mirrors of a page; `all` are the instruments that they name, by place.
pub fn mirrors(all: &[(&Series, &Data)], mirrors: &[Mirror]) -> Option<String> {
    let mut code = String::new();
    for mirror in mirrors {
        code += &one(all, mirror)?;
    }
    let first = "# Run this where the files for R of these instruments were unpacked; take all waves into each.\n";
    (!code.is_empty()).then(|| whole(first, &code))
}

fn one(all: &[(&Series, &Data)], mirror: &Mirror) -> Option<String> {
    let mut code =
        format!("# {}\nshares <- list()\n", super::text::comment(&mirror.construct).trim_start_matches("# ").trim());
    let waves = words(mirror.waves.iter().map(|wave| wave.name.as_str()));
    for (place, side) in (1..).zip(&mirror.sides) {
        let (series, data) = all.get(side.series)?;
        let values = Source { series, data }.values(&side.item)?;
        writeln!(code, "answers <- read_answers({})", data.script()).ok()?;
        write!(code, "{}x <- {values}\nx <- {}\n", asked(&side.item), headline(&side.item.measure)).ok()?;
        writeln!(code, "shares[[{place}]] <- sapply({waves}, function(wave) share_of(of_wave(x, wave)))").ok()?;
    }
    code += "shares\n";
    for wave in &mirror.waves {
        for (one, other, _) in &wave.gaps {
            let name = quoted(&wave.name);
            let (one, other) = (one + 1, other + 1);
            writeln!(code, "# {}: side {other} less side {one}.", plain(&wave.name)).ok()?;
            writeln!(code, "change_of_shares(shares[[{one}]][, {name}], shares[[{other}]][, {name}])").ok()?;
        }
    }
    Some(code)
}

fn plain(words: &str) -> String {
    super::text::comment(words).trim_start_matches("# ").trim().to_owned()
}
