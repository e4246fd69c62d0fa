//! One construct asked of several audiences: the file of each instrument is read, then the shares are held side by side.

use std::fmt::Write as _;

use super::expression::{Source, asked, headline};
use super::text::{quoted, words};
use super::{Data, whole};
use crate::waves::Series;
use crate::waves::mirror::{Asked, Mirror, MirrorWave};

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
    for (place, side) in (1..).zip(&mirror.sides) {
        let (series, data) = all.get(side.series)?;
        writeln!(code, "answers <- read_answers({})", data.script()).ok()?;
        for (number, (asked, waves)) in wordings(mirror, place - 1).into_iter().enumerate() {
            code += &of_wording(series, data, asked)?;
            let shares = format!("sapply({}, function(wave) share_of(of_wave(x, wave)))", words(waves));
            let all = if number == 0 { shares } else { format!("cbind(shares[[{place}]], {shares})") };
            writeln!(code, "shares[[{place}]] <- {all}").ok()?;
        }
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
    code += &change(mirror).unwrap_or_default();
    Some(code)
}

/// How the gap changed that the page follows.
fn change(mirror: &Mirror) -> Option<String> {
    let [.., before, after] = mirror.waves.as_slice() else { return None };
    let (one, other) = mirror.followed()?.sides;
    let share = |wave: &MirrorWave, side: usize| format!("shares[[{}]][, {}]", side + 1, quoted(&wave.name));
    let shares = [share(before, one), share(before, other), share(after, one), share(after, other)];
    let said = format!("# The same gap, {} less {}.\n", plain(&after.name), plain(&before.name));
    Some(format!("{said}change_of_gaps({})\n", shares.join(", ")))
}

/// How a side was asked, with the waves that asked it so, the earliest first.
fn wordings(mirror: &Mirror, side: usize) -> Vec<(&Asked, Vec<&str>)> {
    let mut found: Vec<(&Asked, Vec<&str>)> = Vec::new();
    for wave in &mirror.waves {
        let Some(Some(asked)) = wave.asked.get(side) else { continue };
        match found.iter_mut().find(|(known, _)| known.version == asked.version) {
            Some((_, waves)) => waves.push(wave.name.as_str()),
            None => found.push((asked, vec![wave.name.as_str()])),
        }
    }
    found
}

/// The answers to one wording; those to another one are left out.
fn of_wording(series: &Series, data: &Data, said: &Asked) -> Option<String> {
    let series = &series.as_of(&said.version);
    let values = Source { series, data }.values(&said.item)?;
    Some(format!("{}x <- {values}\nx <- {}\n", asked(&said.item), headline(&said.item.measure)))
}

fn plain(words: &str) -> String {
    super::text::comment(words).trim_start_matches("# ").trim().to_owned()
}
