//! What a Caddyfile imports: files, by name or with a star, and snippets, `(name) { … }`. All of it stands where it is
//! imported, and whatever is wrong there is told by that line.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Block, Found, Line, matching, read, renumber};

/// Puts what a Caddyfile imports where it says so, and takes its snippets out: one that nobody imports does nothing.
///
/// # Errors
/// When something imports itself, or cannot be read.
pub(super) fn follow(whole: &mut Block, folder: &Path) -> Result<(), Found> {
    Imports::default().expand(whole, folder)
}

#[derive(Default)]
struct Imports {
    /// By name, each with the folder of its file.
    snippets: BTreeMap<String, (Block, PathBuf)>,
    /// What is being brought in just now, each inside the one before.
    open: Vec<String>,
}

impl Imports {
    fn expand(&mut self, block: &mut Block, folder: &Path) -> Result<(), Found> {
        self.keep(block, folder);
        for line in imported(block) {
            for inner in self.bring(&line, folder)? {
                block.lines.extend(inner.lines);
                block.blocks.extend(inner.blocks);
            }
        }
        block.blocks.iter_mut().try_for_each(|inner| self.expand(inner, folder))
    }

    fn keep(&mut self, block: &mut Block, folder: &Path) {
        for inner in std::mem::take(&mut block.blocks) {
            match snippet(&inner) {
                Some(name) => drop(self.snippets.insert(name, (inner, folder.to_owned()))),
                None => block.blocks.push(inner),
            }
        }
    }

    /// What a line imports, with everything that is imported in there.
    fn bring(&mut self, line: &Line, folder: &Path) -> Result<Vec<Block>, Found> {
        let name = line.words.get(1).map_or("", |word| word.trim_matches(['"', '`']));
        if let Some((snippet, home)) = self.snippets.get(name).cloned() {
            return Ok(vec![self.inside(format!("({name})"), snippet, &home, line.number)?]);
        }
        let files = matching(&folder.join(name)).into_iter().filter(|file| !file.is_dir());
        files
            .map(|file| {
                let told = fs::canonicalize(&file).and_then(|known| Ok((known, fs::read_to_string(&file)?)));
                let (known, text) = told.map_err(|_| Found::Unread(line.number))?;
                let home = file.parent().unwrap_or(folder);
                self.inside(known.display().to_string(), read(&text, false), home, line.number)
            })
            .collect()
    }

    fn inside(&mut self, name: String, mut block: Block, home: &Path, number: usize) -> Result<Block, Found> {
        if self.open.contains(&name) {
            return Err(Found::Loops(number));
        }
        self.open.push(name);
        self.expand(&mut block, home).map_err(|found| told_by(&found, number))?;
        self.open.pop();
        renumber(&mut block, number);
        Ok(block)
    }
}

/// The name of a snippet.
fn snippet(block: &Block) -> Option<String> {
    let [head] = block.head.as_slice() else { return None };
    Some(head.strip_prefix('(')?.strip_suffix(')')?.to_owned())
}

/// Takes the lines out of a block that import something; what one of them hands over in braces stays.
fn imported(block: &mut Block) -> Vec<Line> {
    let imports = |words: &[String]| words.first().is_some_and(|word| word == "import");
    for inner in std::mem::take(&mut block.blocks) {
        if imports(&inner.head) {
            let number = inner.lines.first().map_or(1, |line| line.number);
            block.lines.push(Line { number, words: inner.head });
            block.lines.extend(inner.lines);
            block.blocks.extend(inner.blocks);
        } else {
            block.blocks.push(inner);
        }
    }
    let (named, own) = std::mem::take(&mut block.lines).into_iter().partition(|line| imports(&line.words));
    block.lines = own;
    named
}

/// The same, found further inside.
fn told_by(found: &Found, number: usize) -> Found {
    match found {
        Found::Loops(_) => Found::Loops(number),
        _ => Found::Unread(number),
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator has parted her Caddyfile.

    use super::super::logs;
    use super::*;

    const GLOBAL: &str = "{\n    log {\n        output discard\n    }\n}\n";

    fn site(inside: &str) -> String {
        format!("questions.example.org {{\n    {inside}\n    reverse_proxy 127.0.0.1:8010\n}}\n")
    }

    #[test]
    fn a_snippet_counts_where_it_is_imported() {
        let found =
            |snippets: &str, inside: &str| logs(&format!("{GLOBAL}{snippets}{}", site(inside)), Path::new("/nowhere"));
        let logged = "(logged) {\n    log\n}\n";
        assert_eq!(found(logged, ""), Found::Quiet, "control: nobody imports it");
        assert_eq!(found(logged, "import logged"), Found::Logs(10), "the line that imports it");
        assert!(matches!(found(logged, "import logged {\n        tls internal\n    }"), Found::Logs(_)));
        let through = format!("{logged}(through) {{\n    import logged\n}}\n");
        assert_eq!(found(&through, "import through"), Found::Logs(13));
        let kept = "(kept) {\n    output discard\n}\n";
        assert_eq!(found(kept, "log {\n        import kept\n    }"), Found::Quiet);
        let round = "(a) {\n    import b\n}\n(b) {\n    import a\n}\n";
        assert_eq!(found(round, ""), Found::Quiet, "control: nobody goes round");
        assert_eq!(found(round, "import a"), Found::Loops(13));
        assert_eq!(found("", "import somewhere"), Found::Unread(7));
    }

    #[test]
    fn files_are_read_from_where_they_are_imported() {
        let folder = std::env::temp_dir().join(format!("tidemark-caddy-{}", crate::chance::id()));
        fs::create_dir_all(folder.join("sites")).unwrap();
        let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
        let found = |import: &str| logs(&format!("{GLOBAL}import {import}\n"), &folder);
        write("sites/one.caddy", &site(""));
        write("sites/one.txt", &site("log"));
        for all in ["sites/*.caddy", "\"sites/*.caddy\"", "si*/one.caddy", "sites/one.caddy"] {
            assert_eq!(found(all), Found::Quiet, "control: {all}");
        }
        assert_eq!((found("sites/*.none"), found("sites/*.txt")), (Found::NoProxy, Found::Logs(6)));
        assert_eq!(found("sites/three.caddy"), Found::Unread(6));
        write("sites/two.caddy", &site("import ../shared"));
        write("shared", "log {\n    output file /visits\n}\n");
        assert_eq!(found("sites/*.caddy"), Found::Logs(6), "the line that one can look at");
        write("shared", "import sites/../shared\n");
        assert_eq!(found("sites/*.caddy"), Found::Loops(6));
        fs::remove_dir_all(folder).unwrap();
    }
}
