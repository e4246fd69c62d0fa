//! Quotes on their way out: proposed, approved by a second person, taken back.

use server::http::staff::coding::quotes::Pages;

use crate::pages::StaffPages;

impl Pages for StaffPages {}
