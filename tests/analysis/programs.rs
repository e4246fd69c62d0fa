//! R loads what the script tells it; xmllint holds the codebook against the schema of DDI-Codebook 2.5.

use std::path::Path;
use std::process::Command;

use instruments::{Answer, Instrument, Kind};
use server::exchange::analysis::{File, Format, file};
use server::exchange::archive::{Archive, Limits};

use crate::scene::{self, DONT_KNOW, SKIPPED, answers, bare, one, option, question, several, with_frame, written};

const SHIPPED: [&str; 5] = [
    include_str!("../../instruments/library/survivor-housing.toml"),
    include_str!("../../instruments/library/wilder-cfi.toml"),
    include_str!("../../instruments/library/housing-provider.toml"),
    include_str!("../../instruments/library/resource-listing.toml"),
    include_str!("../fixtures/every_kind.toml"),
];

/// The parts of a container.
pub fn parts(file: &File) -> Vec<(String, Vec<u8>)> {
    let mut archive = Archive::open(&file.name, &file.bytes, Limits::DOCUMENT).unwrap();
    let paths: Vec<String> = archive.paths().map(str::to_owned).collect();
    paths.into_iter().map(|path| (path.clone(), archive.read(&path).unwrap().unwrap())).collect()
}

/// What xmllint says of a codebook; `None`, said aloud, where it is not here.
pub fn complaint(path: &Path) -> Option<Result<(), String>> {
    // The schema is somebody else's work and no part of the project.
    let schema = std::env::var_os("TIDEMARK_DDI").map(|folder| Path::new(&folder).join("codebook.xsd"));
    let Some(schema) = schema.filter(|schema| schema.is_file()) else {
        println!("SKIPPED: no schema of DDI-Codebook 2.5 (TIDEMARK_DDI=the folder of codebook.xsd)");
        return None;
    };
    let run = Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).args([schema.as_path(), path]).output();
    let Ok(run) = run else {
        println!("SKIPPED: no xmllint here (libxml2-utils)");
        return None;
    };
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    Some(if run.status.success() { Ok(()) } else { Err(said) })
}

#[test]
fn the_codebook_of_every_shipped_instrument_is_valid() {
    for toml in SHIPPED {
        let versions = scene::versions(&[instruments::parse(toml).unwrap(), nasty()]);
        let (_folder, path) = with_frame(&versions, &scene::table(&[]), |frame| written(frame, Format::Ddi));
        let Some(said) = complaint(&path) else { return };
        assert_eq!(said, Ok(()));
        let broken =
            std::fs::read_to_string(&path).unwrap().replace("<titl>", "<titel>").replace("</titl>", "</titel>");
        std::fs::write(&path, broken).unwrap();
        assert!(complaint(&path).unwrap().is_err(), "control: the schema notices");
    }
}

fn nasty() -> Instrument {
    let mut instrument = bare();
    let mut single = question("q", Kind::Single);
    single.text = scene::text("=cmd|' /C calc'!A0 \"quoted\" \\ </labl> ñ 家 \u{1F30A}\nsecond line");
    single.options = vec![option("x", "Same"), option("y", "Same"), option("z", "\"); stop(\"run\"); c(\"")];
    let mut scale = question("how", Kind::Scale);
    scale.options = vec![option("2", "Often"), option("1", "Never")];
    let mut ranks = question("rank", Kind::Ranking);
    ranks.options = vec![option("a", "A"), option("b", "B")];
    let mut ticks = question("tick", Kind::Several);
    ticks.options = ranks.options.clone();
    instrument.sections[0].questions =
        vec![single, scale, ranks, ticks, question("n", Kind::Number), question("w", Kind::LongText)];
    instrument
}

const LOOK: &str = r#"
invisible(Sys.setlocale("LC_CTYPE", Sys.getenv("LOOK_LOCALE")))
source("load.R")
row <- function(n) which(answers$tm_week == paste("row", n))
out <- function(...) cat(paste0(enc2utf8(paste(..., sep = "|")), "\n"), sep = "")
one <- row(0)
out(levels(answers$q))
out(is.ordered(answers$how), levels(answers$how), as.character(answers$how[one]))
out(as.character(answers$q[one]), answers$rank.b[one], answers$tick.a[one], answers$n[one] + 0.5)
con <- file("words.txt", "wb"); writeBin(charToRaw(enc2utf8(answers$w[one])), con); close(con)
out(attr(answers$q, "label") == attr(answers[["q"]], "label"), nchar(attr(answers$q, "label"), "chars"))
for (n in 1:3) out(is.na(answers$q[row(n)]), as.character(missing_reasons$q[row(n)]), as.character(missing_reasons$w[row(n)]))
out(as.character(missing_reasons$rank.a[one]), as.character(answers$tm_wave[one]), nrow(answers), ncol(answers) == ncol(missing_reasons))
out(answers$w[row(4)], answers$w[row(5)], answers$w[row(6)], answers$n[row(4)])
"#;

#[test]
fn r_loads_factors_numbers_words_and_the_reasons_for_what_is_missing() {
    let versions = scene::versions(&[nasty()]);
    let words = "=1+1 \"x\", ñ 家\nsecond \\ line";
    let full = [
        ("q", one("z")),
        ("how", one("2")),
        ("rank", several(&["b"])),
        ("tick", several(&["a"])),
        ("n", Answer::Number(-2.25)),
    ];
    let mut first = answers(&full);
    first.insert("w".into(), Answer::Text(words.into()));
    let said = |words: &str, number: f64| answers(&[("w", Answer::Text(words.into())), ("n", Answer::Number(number))]);
    let rows = [
        first,
        answers(&[("q", DONT_KNOW), ("w", DONT_KNOW)]),
        answers(&[("q", SKIPPED), ("w", SKIPPED)]),
        answers(&[("tick", SKIPPED)]),
        said("~dont_know", -99.0),
        said("'-5", 1.0),
        said("-5", 1e20),
    ];
    let rows: Vec<_> = rows.into_iter().map(|answers| (&versions[0], answers)).collect();
    let table = scene::table(&rows);
    let made = with_frame(&versions, &table, |frame| file(frame, Format::R).unwrap());
    for locale in ["C", "C.UTF-8"] {
        let held = scene::Folder::new();
        let folder = &held.0;
        for (name, bytes) in parts(&made) {
            let name = if name.ends_with("load.R") { "load.R".to_owned() } else { name };
            std::fs::write(folder.join(name), bytes).unwrap();
        }
        std::fs::write(folder.join("look.R"), LOOK).unwrap();
        let run = Command::new("Rscript").arg("look.R").current_dir(folder).env("LOOK_LOCALE", locale).output();
        let Ok(run) = run else {
            println!("SKIPPED: no Rscript here (r-base-core)");
            return;
        };
        let (said, wrong) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert!(run.status.success(), "{locale}: {wrong}\n{said}");
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(
            lines[..3],
            ["Same [x]", "Same [y]", "\"); stop(\"run\"); c(\""],
            "two options with the same label stay two"
        );
        let label = versions[0].instrument.questions().next().unwrap().text.get("en").chars().count();
        assert_eq!(lines[3..5], ["TRUE|Never|Often", "TRUE|Often|Often"], "levels in the order of their numbers");
        assert_eq!(lines[5], "\"); stop(\"run\"); c(\"|1|1|-1.75");
        assert_eq!(lines[6], format!("TRUE|{label}"));
        assert_eq!(lines[7..10], ["TRUE|dont_know|dont_know", "TRUE|skipped|skipped", "TRUE|not_asked|not_asked"]);
        assert_eq!(lines[10], "not_placed|2026|7|TRUE");
        assert_eq!(lines[11], "~dont_know|'-5|-5|-99");
        assert_eq!(std::fs::read_to_string(folder.join("words.txt")).unwrap(), words, "{locale}");
    }
}
