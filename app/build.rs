//! Puts stylesheets, the script of passkeys and islands into the program: builds the islands for the browser (wasm),
//! names every file by its content, and writes the list that `app::assets` includes. Without the wasm target it says so and goes on.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use sha2::{Digest, Sha256};

const TARGET: &str = "wasm32-unknown-unknown";

fn main() {
    for path in ["src", "build.rs", "../instruments/src", "../Cargo.lock"] {
        println!("cargo::rerun-if-changed={path}");
    }
    println!("cargo::rerun-if-env-changed=ISLANDS");
    // The nested build for the browser runs this script too.
    if env::var("TARGET").is_ok_and(|target| target == TARGET) {
        return;
    }
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("assets");
    fs::create_dir_all(&folder).expect("the output folder is writable");
    let mut list = List { folder: &folder, code: String::from("&[\n") };
    for name in ["app.css", "staff.css", "coding.css", "chart.css"] {
        let style = fs::read_to_string(Path::new("src/style").join(name)).expect("the stylesheet is there");
        list.add(name, "text/css; charset=utf-8", style.as_bytes());
    }
    let script = fs::read("src/script/passkey.js").expect("the script is there");
    list.add("passkey.js", "text/javascript; charset=utf-8", &script);
    if let Some((script, wasm)) = islands() {
        let wasm = list.add("islands.wasm", "application/wasm", &wasm);
        let script = list.add("islands.js", "text/javascript; charset=utf-8", script.as_bytes());
        let loader = fs::read_to_string("src/islands/loader.js").expect("the loader is there");
        let loader = loader.replace("ISLANDS_JS", &script).replace("ISLANDS_WASM", &wasm);
        list.add("loader.js", "text/javascript; charset=utf-8", loader.as_bytes());
    }
    list.code.push(']');
    fs::write(folder.join("list.rs"), list.code).expect("the output folder is writable");
}

/// The files so far, as the source of a slice of `Asset`.
struct List<'a> {
    folder: &'a Path,
    code: String,
}

impl List<'_> {
    /// Writes the file and its compressed form, and gives back its hashed name.
    fn add(&mut self, name: &str, kind: &str, bytes: &[u8]) -> String {
        let hash: String = Sha256::digest(bytes).iter().take(6).fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let integrity = format!("sha256-{}", base64(&Sha256::digest(bytes)));
        let (stem, ending) = name.rsplit_once('.').expect("every asset has an ending");
        let hashed = format!("{stem}.{hash}.{ending}");
        let (plain, packed) = (self.folder.join(name), self.folder.join(format!("{name}.br")));
        fs::write(&plain, bytes).expect("the output folder is writable");
        fs::write(&packed, pack(bytes)).expect("the output folder is writable");
        let _ = writeln!(
            self.code,
            "    Asset {{ name: {name:?}, hashed: {hashed:?}, kind: {kind:?}, integrity: {integrity:?}, bytes: include_bytes!({plain:?}), packed: include_bytes!({packed:?}) }},"
        );
        hashed
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for part in bytes.chunks(3) {
        let group = part.iter().fold(0_u32, |all, byte| (all << 8) | u32::from(*byte)) << (8 * (3 - part.len()));
        for at in 0..4 {
            let letter = char::from(LETTERS[(group >> (18 - 6 * at)) as usize & 63]);
            text.push(if at > part.len() { '=' } else { letter });
        }
    }
    text
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &parameters).expect("compressing in memory");
    packed
}

/// The islands' script and wasm, unless they are switched off or cannot be built here.
fn islands() -> Option<(String, Vec<u8>)> {
    if env::var("ISLANDS").is_ok_and(|value| value == "0") || checking() {
        return None;
    }
    if !target_is_there() {
        println!("cargo::warning=building without islands; for them: rustup target add {TARGET}");
        return None;
    }
    let folder = PathBuf::from(env::var_os("OUT_DIR")?).ancestors().nth(4)?.join("islands");
    compile(&folder);
    let wasm = folder.join(TARGET).join("wasm-release/app.wasm");
    let out = folder.join("bound");
    let _ = fs::remove_dir_all(&out);
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(wasm)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .omit_default_module_path(true)
                .remove_name_section(true)
                .remove_producers_section(true)
                .typescript(false)
                .generate(&out)
        })
        .expect("wasm-bindgen reads what rustc wrote");
    let script = fs::read_to_string(out.join("app.js")).expect("wasm-bindgen wrote the script");
    let wasm = fs::read(out.join("app_bg.wasm")).expect("wasm-bindgen wrote the wasm");
    Some((script, wasm))
}

/// Whether clippy drives this build: its wrapper would lint the islands a second time.
fn checking() -> bool {
    env::var_os("CLIPPY_ARGS").is_some()
}

fn target_is_there() -> bool {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    Command::new(rustc)
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}

fn compile(folder: &Path) {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["rustc", "--locked", "--package", "app", "--lib", "--crate-type", "cdylib", "--target", TARGET]);
    command
        .args(["--no-default-features", "--features", "hydrate", "--profile", "wasm-release", "--target-dir"])
        .arg(folder);
    for name in ["CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] {
        command.env_remove(name);
    }
    let status = command.status().expect("cargo starts");
    assert!(status.success(), "the islands did not compile; see above, or build without them: ISLANDS=0");
}
