//! Rounds of coding: drawing and giving out, submitting, closing, agreement, disagreements, settling.

use server::http::staff::coding::rounds::Pages;

use crate::pages::StaffPages;

impl Pages for StaffPages {}
