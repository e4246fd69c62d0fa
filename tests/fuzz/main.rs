//! Somebody sends what no program would write. Whatever reads from outside gets ten thousand malformed inputs: each is
//! read or refused within a second and 256 MB, and nothing falls over.
//!
//! `TIDEMARK_FUZZ=1000000` is the long form, with a new seed that is printed; `TIDEMARK_FUZZ_SEED` and
//! `TIDEMARK_FUZZ_AT` give one input once more. A new target: a file with `target()`, and its line below.

mod control;
mod envelope;
mod expression;
mod form;
mod instrument;
mod mutation;
mod passkey;
#[path = "../platform/mod.rs"]
mod platform;
mod project;
mod routes;
mod table;
mod transcript;
mod trial;

use trial::alone;

#[test]
fn damaged_instruments_are_read_or_refused() {
    alone("damaged_instruments_are_read_or_refused", instrument::target);
}

#[test]
fn damaged_expressions_are_read_or_refused() {
    alone("damaged_expressions_are_read_or_refused", expression::target);
}

#[test]
fn damaged_tables_are_read_or_refused() {
    alone("damaged_tables_are_read_or_refused", table::target);
}

#[test]
fn damaged_documents_are_read_or_refused() {
    alone("damaged_documents_are_read_or_refused", transcript::documents);
}

#[test]
fn damaged_captions_of_meetings_are_read_or_refused() {
    alone("damaged_captions_of_meetings_are_read_or_refused", transcript::meetings);
}

#[test]
fn damaged_captions_of_films_are_read_or_refused() {
    alone("damaged_captions_of_films_are_read_or_refused", transcript::films);
}

#[test]
fn damaged_plain_transcripts_are_read_or_refused() {
    alone("damaged_plain_transcripts_are_read_or_refused", transcript::plain);
}

#[test]
fn damaged_projects_are_read_or_refused() {
    alone("damaged_projects_are_read_or_refused", project::target);
}

#[test]
fn damaged_forms_are_read_or_refused() {
    alone("damaged_forms_are_read_or_refused", form::target);
}

#[test]
fn damaged_addresses_lead_nowhere_and_break_nothing() {
    alone("damaged_addresses_lead_nowhere_and_break_nothing", routes::target);
}

#[test]
fn changed_envelopes_stay_closed() {
    alone("changed_envelopes_stay_closed", envelope::target);
}

#[test]
fn what_a_device_never_said_is_refused() {
    alone("what_a_device_never_said_is_refused", passkey::target);
}
