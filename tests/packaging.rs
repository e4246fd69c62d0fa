//! Somebody runs it for real: the service of systemd lets the program do little, and the Debian package holds it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod ground;

use std::path::{Path, PathBuf};
use std::process::Command;

use ground::Folder;

/// Exposure as `systemd-analyze security` tells it, from 0 (none) to 10; the service has 1.1 by Debian's systemd 252.
const EXPOSED: f64 = 1.5;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crates stand in one folder").to_owned()
}

/// What a program says, with its errors; `None`, said aloud, where it is not here.
fn told(command: &mut Command) -> Option<(bool, String)> {
    let Ok(said) = command.output() else {
        println!("SKIPPED: no {} here", command.get_program().to_string_lossy());
        return None;
    };
    let words = String::from_utf8_lossy(&[said.stdout, said.stderr].concat()).into_owned();
    Some((said.status.success(), words))
}

/// How much of the system a service could reach.
fn exposure(folder: &Path, unit: &str) -> Option<f64> {
    let file = folder.join("tidemark.service");
    std::fs::write(&file, unit).unwrap();
    let (_, words) =
        told(Command::new("systemd-analyze").args(["security", "--offline=yes", "--no-pager"]).arg(&file))?;
    let number = words.split("Overall exposure level for").nth(1)?.split_whitespace().nth(1)?;
    Some(number.parse().unwrap_or_else(|_| panic!("no exposure in {words}")))
}

#[test]
fn the_service_is_sound_and_lets_the_program_do_little() {
    let folder = Folder::new();
    let unit = std::fs::read_to_string(root().join("packaging/tidemark.service")).unwrap();
    let here = unit.replace("/usr/bin/tidemark", env!("CARGO_BIN_EXE_tidemark"));
    let Some(exposed) = exposure(folder.path(), &here) else { return };
    println!("exposure of the service: {exposed}");
    assert!(exposed <= EXPOSED, "{exposed}");
    let bare = format!("[Service]\nExecStart={} serve\n", env!("CARGO_BIN_EXE_tidemark"));
    assert!(exposure(folder.path(), &bare).unwrap() > 5.0, "control: a service that nobody hardened");
    let verify = |unit: &str| {
        let file = folder.path().join("tidemark.service");
        std::fs::write(&file, unit).unwrap();
        told(Command::new("systemd-analyze").arg("verify").arg(&file)).unwrap()
    };
    let (sound, words) = verify(&here);
    assert!(sound && !words.contains("tidemark.service:"), "{words}");
    let (_, words) = verify(&here.replace("ProtectSystem=strict", "ProtectSystem=perhaps"));
    assert!(words.contains("tidemark.service:"), "control: {words}");
}

#[test]
fn the_debian_package_holds_the_program_its_service_and_no_data() {
    let folder = Folder::new();
    // A stand-in: packing the real program takes minutes, and the package is the same but for it.
    let program = folder.path().join("tidemark");
    std::fs::copy("/bin/true", &program).unwrap();
    let Some((_, version)) = told(Command::new("dpkg-deb").arg("--version")) else { return };
    let built =
        Command::new(root().join("packaging/deb/build")).args([program.as_path(), folder.path()]).output().unwrap();
    assert!(built.status.success(), "{version}{}", String::from_utf8_lossy(&built.stderr));
    let mut packages = std::fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.path());
    let package = packages.find(|path| path.extension().is_some_and(|end| end == "deb")).unwrap();
    let (_, list) = told(Command::new("dpkg-deb").arg("--contents").arg(&package)).unwrap();
    for file in ["./usr/bin/tidemark\n", "./lib/systemd/system/tidemark.service\n", "./etc/tidemark/tidemark.conf\n"]
        .into_iter()
        .chain(["importing.md\n", "examples/wilder-cfi.toml\n", "examples/wilder-cfi.overlay.example.toml\n"])
    {
        assert!(list.contains(file), "{file} in {list}");
    }
    assert!(list.lines().all(|line| line.contains(" root/root ")), "{list}");
    assert!(!list.contains("var/"), "what people answered belongs to no package: {list}");
    let Some((clean, words)) = told(Command::new("lintian").arg(&package)) else { return };
    assert!(clean && !words.contains("E: ") && !words.contains("W: "), "{words}");
}
