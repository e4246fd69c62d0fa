//! Waves: what changed, question by question; one question over time; wordings that changed; one question by another.

mod attrition;
pub(super) mod charts;
pub(super) mod compare;
pub(super) mod crosstab;
mod item;
mod linked;
mod linked_all;
mod mirror;
mod overview;
mod paired;
pub(super) mod sentence;
mod trend;
mod weighted;
mod wordings;

use instruments::Headline;
use server::http::staff::Around;
use server::http::staff::waves::{
    self, compare as two, crosstab as by, item as one, linked as same, mirror as sides, overview as all,
    wordings as words,
};
use server::waves::{Item, Series};

use super::StaffPages;
use crate::language::Language;

impl waves::Pages for StaffPages {
    fn waves(&self, around: &Around, view: &all::View) -> String {
        overview::page(around, view)
    }

    fn comparison(&self, around: &Around, view: &two::View) -> String {
        compare::page(around, view)
    }

    fn wave_item(&self, around: &Around, view: &one::View) -> String {
        item::page(around, view)
    }

    fn wordings(&self, around: &Around, view: &words::View) -> String {
        wordings::page(around, view)
    }

    fn linked(&self, around: &Around, view: &same::View) -> String {
        linked::page(around, view)
    }

    fn mirrors(&self, around: &Around, view: &sides::View) -> String {
        mirror::page(around, view)
    }

    fn crosstab(&self, around: &Around, view: &by::View) -> String {
        crosstab::page(around, view)
    }
}

/// What an item is called.
pub(super) fn name(words: &Language, item: &Item) -> String {
    item.name(&words.0)
}

/// Whether the results of a wave show the mean of all ratings of an item, while these pages show that of people's means.
fn is_pooled(series: &Series, item: &Item) -> bool {
    let scale = series.instrument.scales.iter().find(|scale| item.is_scale() && scale.id == item.question);
    scale.is_some_and(|scale| scale.headline == Headline::Ratings)
}

/// The address of an item's page.
fn address(study: &str, series: &Series, item: &Item) -> String {
    let key = serde_html_form::to_string([("key", &item.key)]).unwrap_or_default();
    format!("/studies/{study}/waves/of/{}/item?{key}", series.id)
}
