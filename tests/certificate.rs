//! A house without a proxy lets its certificate come by itself, from an ACME server that runs beside the test: pebble, with
//! the DNS that belongs to it. The server asks the program over TLS whether the name is its own, as others do.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod demo;
mod ground;
mod program;

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use demo::free_port;
use ground::Folder;
use program::Program;

const NAME: &str = "questions.test";

/// The server's own certificate, which vouches for itself.
const OWN: &str = "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=localhost\n[ext]\n\
    basicConstraints=CA:FALSE\nsubjectAltName=DNS:localhost\n";

/// An ACME server and a DNS that knows every name as this machine; they end with it.
struct Server {
    folder: Folder,
    running: Vec<Child>,
    directory: String,
    management: String,
}

impl Server {
    /// It looks for proofs at this port. `None` where the programs are missing.
    fn start(proofs: u16) -> Option<Self> {
        let folder = Folder::new();
        fs::write(folder.path().join("own.cnf"), OWN).unwrap();
        let own = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
        let files = ["-keyout", "own.key", "-out", "own.pem", "-config", "own.cnf"];
        let made = Command::new("openssl").args(own).args(files).current_dir(folder.path()).output().ok()?;
        assert!(made.status.success(), "{made:?}");
        let (asked, management, dns) = (free_port(), free_port(), format!("127.0.0.1:{}", free_port()));
        let settings = format!(
            r#"{{"pebble": {{"listenAddress": "127.0.0.1:{asked}", "managementListenAddress": "127.0.0.1:{management}",
            "certificate": "own.pem", "privateKey": "own.key", "httpPort": 1, "tlsPort": {proofs},
            "ocspResponderURL": "", "externalAccountBindingRequired": false}}}}"#
        );
        fs::write(folder.path().join("pebble.json"), settings).unwrap();
        let desk = format!("127.0.0.1:{}", free_port());
        let names = ["-dns01", &dns, "-http01", "", "-https01", "", "-tlsalpn01", "", "-defaultIPv6", ""];
        let names: Vec<&str> = names.into_iter().chain(["-management", &desk]).collect();
        let start = |program: &str, flags: &[&str]| {
            let mut command = Command::new(program);
            command.args(flags).current_dir(folder.path()).env("PEBBLE_VA_NOSLEEP", "1");
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()
        };
        let mut running = vec![start("pebble-challtestsrv", &names)?];
        running.extend(start("pebble", &["-config", "pebble.json", "-dnsserver", &dns]));
        let (directory, management) =
            (format!("https://localhost:{asked}/dir"), format!("https://localhost:{management}/roots/0"));
        let server = Self { folder, running, directory, management };
        (server.running.len() == 2).then_some(server)
    }

    fn own(&self) -> PathBuf {
        self.folder.path().join("own.pem")
    }

    /// The root of the certificates that it gives.
    fn root(&self) -> PathBuf {
        let root = self.folder.path().join("root.pem");
        let asked = || {
            let mut curl = Command::new("curl");
            curl.args(["-s", "--cacert"]).arg(self.own()).arg("-o").arg(&root).arg(&self.management);
            curl.status().is_ok_and(|status| status.success())
        };
        assert!(soon(asked), "the server gives its root");
        root
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for child in &mut self.running {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Tries again for a minute.
fn soon(mut done: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while !done() {
        if begun.elapsed() > Duration::from_secs(60) {
            return false;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    true
}

/// Whether a page comes by HTTPS, under a certificate that these roots vouch for, or else those of this machine.
fn comes(port: u16, roots: Option<&Path>) -> bool {
    let mut curl = Command::new("curl");
    curl.args(["-s", "-f", "-o", "/dev/null", "--resolve", &format!("{NAME}:{port}:127.0.0.1")]);
    if let Some(roots) = roots {
        curl.arg("--cacert").arg(roots);
    }
    curl.arg(format!("https://{NAME}:{port}/robots.txt")).status().is_ok_and(|status| status.success())
}

fn serve(port: u16, data: &Path, directory: &str, roots: &Path, complaints: Stdio) -> Program {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidemark"));
    command.args(["serve", "--respond", &format!("127.0.0.1:{port}"), "--staff", "127.0.0.1:0", "--data"]).arg(data);
    command.args(["--respond-origin", &format!("https://{NAME}:{port}"), "--acme", directory, "--acme-roots"]);
    Program::spawn(command.arg(roots).stderr(complaints))
}

/// The files that are kept of it.
fn kept(data: &Path) -> Vec<PathBuf> {
    let servers = fs::read_dir(data.join("acme")).into_iter().flatten().flatten();
    servers.flat_map(|server| fs::read_dir(server.path()).unwrap().flatten().map(|file| file.path())).collect()
}

#[test]
fn a_certificate_comes_by_itself_is_kept_and_needs_no_server_at_the_next_start() {
    let port = free_port();
    let Some(server) = Server::start(port).filter(|_| Command::new("curl").arg("--version").output().is_ok()) else {
        return println!("SKIPPED: no pebble, openssl or curl here to get a certificate from");
    };
    let (data, root) = (Folder::new(), server.root());
    let first = serve(port, data.path(), &server.directory, &server.own(), Stdio::inherit());
    assert!(soon(|| comes(port, Some(&root))), "a certificate comes");
    assert!(!comes(port, None), "control: it is the one of this server");
    drop(first);
    let files = kept(data.path());
    assert_eq!(files.len(), 3, "account, chain and key: {files:?}");
    for file in &files {
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o077, 0, "for nobody else: {file:?}");
    }
    let (directory, roots) = (server.directory.clone(), data.path().join("roots.pem"));
    fs::copy(&root, &roots).unwrap();
    drop(server);
    let _second = serve(port, data.path(), &directory, &roots, Stdio::inherit());
    assert!(soon(|| comes(port, Some(&roots))), "the certificate was kept");
}

/// Whether a page comes by HTTPS, whoever vouches for it.
fn page_without_looking(port: u16) -> bool {
    let resolve = format!("{NAME}:{port}:127.0.0.1");
    let asked = Command::new("curl")
        .args(["-s", "-f", "-k", "-o", "/dev/null", "--resolve", &resolve])
        .arg(format!("https://{NAME}:{port}/robots.txt"))
        .status();
    asked.is_ok_and(|status| status.success())
}

#[test]
fn what_goes_wrong_is_said_and_no_page_comes() {
    let port = free_port();
    let Some(server) = Server::start(port).filter(|_| Command::new("curl").arg("--version").output().is_ok()) else {
        return println!("SKIPPED: no pebble, openssl or curl here to get a certificate from");
    };
    let (data, root) = (Folder::new(), server.root());
    let complaints = data.path().join("complaints");
    // The root of what it gives does not vouch for the server itself.
    let _program = serve(port, data.path(), &server.directory, &root, File::create(&complaints).unwrap().into());
    let said = || fs::read_to_string(&complaints).unwrap_or_default();
    assert!(soon(|| said().contains("part=certificate") && said().contains("acme-refused")), "{}", said());
    assert!(!page_without_looking(port), "nothing is shown in place of a certificate");
}
