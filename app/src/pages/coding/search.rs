//! Finding passages: words and facets, lines in context, kept searches, coding all results.

use server::http::staff::coding::search::Pages;

use crate::pages::StaffPages;

impl Pages for StaffPages {}
