//! The ten rules that keep people safe, one by one: which tests hold each of them, and what is still to come. A rule
//! whose test is renamed or lost is noticed here. Two rules that had no better place are tested in this file.

mod platform;

use server::store::sql;
use std::fs;
use std::path::Path;

use platform::{Platform, Scene};

/// A rule, the tests that hold it, and what of it is pending.
struct Rule {
    says: &'static str,
    held_by: &'static [&'static str],
    pending: Option<&'static str>,
}

const RULES: &[Rule] = &[
    Rule {
        says: "1. Two planes on separate listeners; the respondent plane's route list is closed",
        held_by: &[
            "design_4_1_the_list_of_routes_is_closed",
            "design_4_1_no_route_of_one_plane_is_reached_through_the_other",
            "ten_thousand_bent_addresses_reach_nothing_but_the_pages_that_are_listed",
            "design_4_1_the_list_of_rights_has_no_sealed_column_and_no_table_of_people_to_look_around_in",
            "design_4_1_in_which_order_people_came_is_read_nowhere",
            "design_4_1_nothing_is_taken_away_from_all_but_from_each_by_what_that_person_has",
            "design_4_1_each_right_of_the_respondent_plane_is_needed",
            "design_4_1_whatever_is_not_on_the_list_is_refused_by_the_server_and_sealed_columns_above_all",
            "design_4_1_a_right_too_many_or_too_few_is_found_at_the_start",
        ],
        pending: None,
    },
    Rule {
        says: "2. POST → 303 → GET always; nothing is kept on the device but one session cookie",
        held_by: &[
            "design_4_2_a_form_is_never_answered_by_a_page",
            "every_form_and_control_forgets_what_was_typed",
            "the_cookie_is_one_and_plain_and_dies_with_the_browser",
            "no_page_has_a_script_or_lets_itself_be_kept",
            "chromium_keeps_no_word_of_what_was_answered_in_it",
            "firefox_keeps_no_word_of_what_was_answered_in_it",
        ],
        pending: None,
    },
    Rule {
        says: "3. Exit is a link, first, sticky, large, served before everything that can fail",
        held_by: &[
            "leaving_works_from_every_page_and_takes_the_key_away",
            "design_4_3_leaving_works_when_the_database_does_not",
            "each_shipped_instrument_is_answered_in_each_language_without_script_and_taken_back",
        ],
        pending: None,
    },
    Rule {
        says: "4. One bland title; no single-use, resume or withdraw code ever in an address",
        held_by: &["design_4_4_one_bland_title_and_no_code_in_any_address"],
        pending: None,
    },
    Rule {
        says: "5. No address, agent, referrer or time of day; a response row holds six things in clear",
        held_by: &[
            "design_4_5_a_response_row_holds_nothing_about_who_or_when",
            "two_people_who_have_nothing_in_common_leave_the_same",
            "whoever_takes_everything_away_learns_nothing_about_anybody",
        ],
        pending: None,
    },
    Rule {
        says: "6. Sealed at receipt; every version stays readable",
        held_by: &[
            "a_journey_ends_with_one_sealed_response",
            "design_4_6_nothing_that_was_answered_lies_in_clear_on_the_disk",
            "version_1_is_readable_for_ever",
            "version_2_is_readable_for_ever",
        ],
        pending: None,
    },
    Rule {
        says: "7. Withdraw deletes the response and reads nothing",
        held_by: &[
            "design_4_7_answers_are_taken_back_with_the_code",
            "a_withdrawn_answer_takes_its_codings_memos_and_repeated_words_along",
            "a_hold_stops_the_purge_and_what_is_taken_back_goes_and_is_counted_for_counsel",
            "what_is_taken_back_at_one_process_is_shown_by_no_other_from_that_moment_on",
        ],
        pending: None,
    },
    Rule {
        says: "8. The smallest count that leaves, per audience",
        held_by: &[
            "design_4_8_the_smallest_cell_is_never_below_five_and_eleven_for_survivors",
            "design_4_8_what_is_hidden_stands_neither_on_the_page_nor_in_any_file",
            "what_is_out_cannot_be_changed_not_even_in_the_database",
        ],
        pending: None,
    },
    Rule {
        says: "9. Redaction is real: gone from database, log, index and memory; spans moved",
        held_by: &[
            "design_4_9_redacted_words_are_gone_from_pages_index_disk_and_exports",
            "redacted_words_are_gone_and_codings_move_with_the_rest",
            "a_name_that_is_taken_out_at_one_process_is_shown_by_no_other_from_that_moment_on",
            "a_redaction_that_was_made_of_older_words_never_brings_them_back",
            "design_4_9_what_was_replaced_or_deleted_is_in_no_file_of_the_tables_once_they_are_rewritten",
            "design_4_9_what_somebody_still_sees_is_owed_and_goes_when_they_let_go",
            "design_4_9_the_statement_says_that_the_log_of_a_server_keeps_what_was_replaced",
        ],
        pending: None,
    },
    Rule {
        says: "10. SQLite: WAL, full sync, one writer with group commit; asserted at start",
        held_by: &[
            "design_4_10_every_setting_is_asserted_and_the_assertion_fires",
            "design_4_10_one_bad_submission_never_fails_its_group",
            "the_acknowledgement_rule_holds_when_the_program_is_killed_again_and_again",
            "the_acknowledgement_rule_holds_when_the_power_is_cut",
            "a_power_cut_loses_answers_where_nobody_waits_for_the_disk",
            "nothing_is_thanked_for_when_a_write_or_a_flush_of_it_fails",
        ],
        pending: None,
    },
];

#[test]
fn every_rule_is_held_by_tests_or_listed_as_pending() {
    let sources = sources();
    for rule in RULES {
        for test in rule.held_by {
            assert!(sources.contains(&format!("fn {test}()")), "“{}” has lost its test {test}", rule.says);
        }
        assert!(!rule.held_by.is_empty() || rule.pending.is_some(), "“{}” is held by nothing", rule.says);
        let (number, _) = rule.says.split_once('.').expect("a rule has its number");
        let named = rule.held_by.iter().any(|test| test.starts_with(&format!("design_4_{number}_")));
        assert!(named || rule.held_by.is_empty(), "no test is named after “{}”", rule.says);
        println!(
            "{}: {} tests{}",
            rule.says,
            rule.held_by.len(),
            rule.pending.map_or(String::new(), |what| format!("; pending: {what}"))
        );
    }
}

fn sources() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crates stand in one folder");
    let mut open = vec![root.join("tests"), root.join("server/src"), root.join("app/src"), root.join("instruments")];
    let mut all = String::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                all.push_str(&fs::read_to_string(path).expect("text"));
            }
        }
    }
    all
}

#[tokio::test]
async fn design_4_4_one_bland_title_and_no_code_in_any_address() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    let welcome = browser.get(&format!("/s/{}", open.word)).await;
    let review = browser.go_through(&open.word, &[]).await;
    let looked = browser.get(&review).await;
    let thanks = browser.post(&review, &[("_go", "send"), ("_want-code", "yes")]).await;
    let withdraw = browser.get("/withdraw").await;
    for page in [&welcome, &looked, &thanks, &withdraw] {
        assert!(page.says("<title>Questions</title>"), "{}", page.address);
    }
    let shown = thanks.element("withdraw-code");
    let taken = browser.post("/withdraw", &[("_code", &shown)]).await;
    for page in [&looked, &thanks, &taken] {
        let plain = page.address.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'/');
        assert!(plain && !page.address.contains(&shown), "{}", page.address);
    }
}

#[tokio::test]
async fn design_4_5_a_response_row_holds_nothing_about_who_or_when() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    let review = browser.go_through(&open.word, &[]).await;
    browser.post(&review, &[("_go", "send"), ("_mode", "alone")]).await;
    for table in ["pending", "responses"] {
        let columns: Vec<String> = sql::query_scalar("select name from pragma_table_info($1) order by name")
            .bind(table)
            .fetch_all(&platform.state.store.pool)
            .await
            .expect("columns");
        assert_eq!(columns, ["collection_id", "id", "sealed", "site_id", "submission_key", "withdraw_hash"], "{table}");
    }
    let year = server::chance::today("UTC").year().to_string();
    for said in ["127.0.0.1", &format!("{year}-W")] {
        assert!(!platform.disk_holds(said), "“{said}” lies in clear on the disk");
    }
}
