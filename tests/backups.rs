//! Whoever keeps the backups: what is wrong with the newest, which may be deleted, and which must not be. And an audit
//! whose end somebody cut off.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod dated;
mod ground;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dated::date;
use ground::{Folder, prepared};
use server::chance;
use server::seal::recovery::Kit;
use server::store::{Store, audit, holds, installation, sql};

const DAY: i64 = 24 * 3600;

/// An installation whose audit knows of everything, with a folder of backups.
struct Kept {
    data: Folder,
    backups: Folder,
    store: Store,
    kit: PathBuf,
}

impl Kept {
    async fn new() -> Self {
        let (data, backups, kit) = (Folder::new(), Folder::new(), Kit::new());
        let store = prepared(&data).await;
        installation::secret(&store, data.path()).await.unwrap();
        let mut to = store.write().await.unwrap();
        installation::set_recovery_key(&mut to, &kit.public).await.unwrap();
        // By its first act an installation is told from all others.
        audit::append(&mut to, Some("study"), "owner", "make-study", &chance::id()).await.unwrap();
        to.commit().await.unwrap();
        let file = data.path().join("kit.txt");
        std::fs::write(&file, kit.blocks.join("\n")).unwrap();
        Self { data, backups, store, kit: file }
    }

    fn backup(&self, name: &str, days: i64) -> PathBuf {
        let file = self.backups.path().join(name);
        let said = tidemark(&["backup", "--data", text(self.data.path()), "--to", text(&file)]);
        assert!(said.0, "{}", said.1);
        date(&file, chance::now() + days * DAY);
        file
    }

    fn doctor(&self, flags: &[&str]) -> (bool, String) {
        tidemark(&[&["doctor", "--data", text(self.data.path())][..], flags].concat())
    }

    fn of_backups(&self) -> (bool, String) {
        self.doctor(&["--backups", text(self.backups.path())])
    }

    async fn change(&self, statement: &'static str) {
        let mut to = self.store.write().await.unwrap();
        sql::query(statement).execute(&mut *to).await.unwrap();
        to.commit().await.unwrap();
    }

    async fn act(&self, action: &str) {
        let mut to = self.store.write().await.unwrap();
        audit::append(&mut to, Some("study"), "owner", action, "").await.unwrap();
        to.commit().await.unwrap();
    }
}

fn tidemark(arguments: &[&str]) -> (bool, String) {
    let program = Command::new(env!("CARGO_BIN_EXE_tidemark")).args(arguments).stdin(Stdio::null()).output().unwrap();
    let words = String::from_utf8([program.stdout, program.stderr].concat()).unwrap();
    assert!(!words.contains("terminal-") && !words.contains("panic"), "sentences: {words}");
    (program.status.success(), words)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("test paths are text")
}

#[tokio::test]
async fn a_backup_that_is_cut_or_from_tomorrow_is_not_the_newest_good_one() {
    let kept = Kept::new().await;
    let whole = kept.backup("first.age", -2);
    kept.backup("second.age", -1);
    assert!(kept.of_backups().0, "control");
    let cut = kept.backups.path().join("third.age");
    std::fs::write(&cut, &std::fs::read(&whole).unwrap()[..4096]).unwrap();
    let (well, said) = kept.of_backups();
    assert!(!well && said.contains("less than half the size") && said.contains("third.age (4 KB)"), "{said}");
    kept.act("purge").await;
    assert!(kept.of_backups().0, "control: much was purged meanwhile");
    date(&cut, chance::now() + 3 * DAY);
    let (well, said) = kept.of_backups();
    assert!(!well && said.contains("dated in the future") && said.contains("newest backup: second.age"), "{said}");
    std::fs::remove_file(&cut).unwrap();
    std::fs::write(kept.backups.path().join("backup-0.passing"), std::fs::read(&whole).unwrap()).unwrap();
    assert!(kept.of_backups().1.contains("newest backup: second.age"), "one that is being written is none yet");
}

#[tokio::test]
async fn a_backup_of_another_installation_is_not_ours() {
    let (kept, other) = (Kept::new().await, Kept::new().await);
    kept.backup("own.age", -2);
    let (well, said) = kept.of_backups();
    assert!(!well && said.contains("too old: own.age"), "control: {said}");
    let foreign = kept.backups.path().join("foreign.age");
    let made = tidemark(&["backup", "--data", text(other.data.path()), "--to", text(&foreign)]);
    assert!(made.0, "{}", made.1);
    let (well, said) = kept.of_backups();
    assert!(!well && said.contains("another installation") && said.contains("foreign.age ("), "{said}");
    assert!(said.contains("too old: own.age"), "it is not taken for the newest: {said}");
}

#[tokio::test]
async fn a_hold_and_a_last_day_are_told_to_whoever_deletes_backups() {
    let kept = Kept::new().await;
    kept.backup("old.age", -3650);
    kept.backup("new.age", 0);
    let (free, said) = kept.doctor(&["--hold"]);
    assert!(free && said.contains("No legal hold"), "control: {said}");
    kept.change(
        "insert into retention (study_id, state, keep_until, copies_days, set_by, set_on, purged_on) \
         values ('study', 'done', '2026-01-31', 30, 'owner', '2026-01-01', '2026-02-01')",
    )
    .await;
    kept.act("purge").await;
    let (well, said) = kept.of_backups();
    assert!(!well && said.contains("Study (2026-01-31, +30 d)") && said.contains("Delete it: old.age"), "{said}");
    assert!(!said.contains("Delete it: new.age"), "control: {said}");
    let statement = kept.doctor(&["--statement", "--backups", text(kept.backups.path())]).1;
    assert!(statement.contains("May still hold purged answers: old.age"), "{statement}");

    let mut to = kept.store.write().await.unwrap();
    holds::set(&mut to, "study", "owner", "a subpoena of the court", chance::today("UTC")).await.unwrap();
    to.commit().await.unwrap();
    kept.change("update holds set withdrawals = 2, flagged = 2").await;
    let (free, said) = kept.doctor(&["--hold"]);
    assert!(!free && said.contains("delete no backup") && !said.contains("subpoena"), "{said}");
    let (well, said) = kept.of_backups();
    assert!(well && said.contains("delete no backup") && !said.contains("Delete it"), "{said}");
    let statement = kept.doctor(&["--statement"]).1;
    let told = format!("Study ({}, 2)", chance::today("UTC"));
    assert!(statement.contains(&told) && statement.contains("no backup may be deleted"), "{statement}");
    assert!(kept.doctor(&["--statement", "--language", "es"]).1.contains("retención legal"));
}

#[tokio::test]
async fn a_quiet_doctor_says_only_what_is_wrong() {
    let kept = Kept::new().await;
    assert_eq!(kept.doctor(&["--quiet"]), (true, String::new()));
    let (well, said) = kept.doctor(&["--quiet", "--backups", text(kept.backups.path())]);
    assert!(!well && said.lines().count() == 1 && said.contains("no backup"), "{said}");
    assert!(kept.doctor(&[]).1.lines().count() > 5, "control");
}

#[tokio::test]
async fn an_audit_whose_end_was_cut_does_not_know_of_what_is_there() {
    let kept = Kept::new().await;
    kept.act("export").await;
    kept.act("approve-export").await;
    kept.change(
        "insert into people (id, name, sign_in_name, sign_in_hash, public_key, wrapped_private_key, \
         installation_owner, active) values ('owner', 'Olive', 'olive', '', x'00', x'00', true, true)",
    )
    .await;
    kept.change(
        "insert into approvals values ('approval', 'study', 'owner', 'owner', 'a table', '2026-01-01', '2026-01-02')",
    )
    .await;
    assert!(kept.doctor(&[]).0, "control: every trace has its act");
    let backup = kept.backup("whole.age", 0);
    let verify = |flags: &[&str]| {
        tidemark(&[&["verify", "--from", text(&backup), "--kit", text(&kept.kit)][..], flags].concat())
    };
    let printed = kept.doctor(&[]).1;
    let line = printed.lines().find(|line| line.contains("head to write down")).unwrap();
    let head = line.split_whitespace().last().unwrap().to_owned();
    assert!(verify(&[]).0 && verify(&["--head", &format!("3 {head}")]).0);
    let (well, said) = verify(&["--head", &"0a".repeat(32)]);
    assert!(!well && said.contains("has lost the act"), "{said}");

    kept.change("delete from audit where position > 2").await;
    let (well, said) = kept.doctor(&[]);
    assert!(!well && said.contains("The audit is whole") && said.contains("Without an act: 1 approval\n"), "{said}");
    kept.change("delete from audit").await;
    let (_, said) = kept.doctor(&[]);
    for what in ["1 person\n", "1 study\n", "1 approval\n"] {
        assert!(said.contains(what), "{what}: {said}");
    }
    kept.change(
        "insert into approvals values ('another', 'study', 'owner', 'owner', 'a table', '2026-01-01', '2026-01-02')",
    )
    .await;
    assert!(kept.doctor(&[]).1.contains("Without an act: 2 approvals\n"), "control: of more than one it says so");
    kept.backup("cut.age", 0);
    let cut = kept.backups.path().join("cut.age");
    let (well, said) = tidemark(&["verify", "--from", text(&cut), "--kit", text(&kept.kit)]);
    assert!(!well && said.contains("does not know of everything"), "{said}");
}

#[tokio::test]
async fn what_is_no_head_is_called_that_and_no_tampering() {
    let kept = Kept::new().await;
    let printed = kept.doctor(&[]).1;
    let head = printed.lines().find(|line| line.contains("head to write down")).unwrap().split_whitespace().last();
    let head = head.unwrap().to_owned();
    for given in [head.clone(), format!("1 {head}"), head.to_uppercase()] {
        let (well, said) = kept.doctor(&["--head", &given]);
        assert!(well && said.contains("part of it still (1)"), "{given}: {said}");
    }
    let (well, said) = kept.doctor(&["--head", "abc"]);
    assert!(!well && said.contains("“abc” is no head") && !said.contains("was cut or written anew"), "{said}");
    let folder = kept.backups.path().join("nowhere");
    let (well, said) = kept.doctor(&["--heads", text(kept.backups.path()), "--backups", text(&folder)]);
    let named = format!("{} cannot be read", kept.backups.path().display());
    assert!(!well && said.contains(&named) && said.contains("nowhere cannot be read"), "{said}");
    assert!(said.contains("The clock"), "control: the rest was looked at: {said}");
    kept.change("alter table people rename to folk").await;
    let (well, said) = kept.doctor(&[]);
    assert!(!well && !said.contains("Nothing was lost"), "{said}");
}
