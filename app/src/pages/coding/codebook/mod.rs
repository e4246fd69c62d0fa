//! The codebook: its tree, one code with its words, moving, merging, splitting, retiring, history, groups.

use server::http::staff::coding::codebook::Pages;

use crate::pages::StaffPages;

impl Pages for StaffPages {}
