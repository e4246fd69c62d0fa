//! A researcher takes an instrument from the library and expects it to work as it is.

use instruments::Instrument;

const LIBRARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/library");

fn source(name: &str) -> String {
    std::fs::read_to_string(format!("{LIBRARY}/{name}.toml")).unwrap()
}

fn instrument(name: &str) -> Instrument {
    toml::from_str(&source(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The names of the shipped instruments, examples of overlays left aside.
fn names() -> Vec<String> {
    let files = std::fs::read_dir(LIBRARY).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    files.filter(|file| !file.contains("overlay")).filter_map(|file| file.strip_suffix(".toml").map(str::to_owned)).collect()
}

#[test]
fn every_shipped_instrument_reads_and_is_named_like_its_file() {
    for name in names() {
        assert_eq!(instrument(&name).id, name);
    }
}

#[test]
fn nothing_is_required_in_any_shipped_instrument() {
    for name in names() {
        assert!(instrument(&name).questions().all(|question| !question.required), "{name}");
    }
}
