//! Exploring: what sets a code apart, co-occurrence, attributes, saturation, topics, suggestions.

use server::http::staff::coding::themes::Pages;

use crate::pages::StaffPages;

impl Pages for StaffPages {}
