//! Reading and coding: the list of passages, one passage with its codings, coding and taking back.

use server::http::staff::coding::passages::Pages;

use crate::pages::StaffPages;

impl Pages for StaffPages {}
