//! Codebook, project and excerpts out to other programs, and in from them.

use server::http::staff::coding::exchange::Pages;

use crate::pages::StaffPages;

impl Pages for StaffPages {}
