//! Transcripts: bringing them in after a preview, their record, reading them, translations beside turns.

use server::http::staff::coding::sources::Pages;

use crate::pages::StaffPages;

impl Pages for StaffPages {}
