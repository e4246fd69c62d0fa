//! Redacting: what the recognisers mark, replacing words by labels for good.

use server::http::staff::coding::redaction::Pages;

use crate::pages::StaffPages;

impl Pages for StaffPages {}
