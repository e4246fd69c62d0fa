//! Reference cases of one sample: descriptives, agreement, weights, small populations, disclosure.

#[path = "cells/case.rs"]
mod case;
#[path = "cells/coders.rs"]
mod coders;
#[path = "cells/description.rs"]
mod description;
#[path = "cells/release.rs"]
mod release;
#[path = "cells/sample.rs"]
mod sample;

use std::path::Path;

use serde_json::Value;

use case::Case;

/// Works out one case and compares; nothing where the statistic is another group's.
pub fn run(case: &Value, data: &Path) -> Option<Result<(), String>> {
    let case = Case { value: case, data };
    let found = match case.value["statistic"].as_str()? {
        "item_descriptives" => description::item_descriptives(&case),
        "quantiles" => description::quantiles(&case),
        "proportion_ci" => description::proportion_ci(&case),
        "top_box_proportion" => description::top_box(&case),
        "missing_by_reason" => description::missing_by_reason(&case),
        "item_nonresponse" => description::item_nonresponse(&case),
        "multi_select" => description::multi_select(&case),
        "factor_score" => description::factor_score(&case),
        "wilder_band" => description::wilder_band(&case),
        "icc" => coders::icc(&case),
        "fleiss_kappa" => coders::fleiss(&case),
        "cohen_kappa" => coders::cohen(&case),
        "krippendorff_alpha" => coders::krippendorff(&case),
        "weighted_mean" => sample::weighted_mean(&case),
        "weighted_proportion" => sample::weighted_proportion(&case),
        "design_effect_kish" => sample::kish(&case),
        "weighted_crosstab" => sample::weighted_crosstab(&case),
        "fpc_mean" => sample::fpc_mean(&case),
        "fpc_proportion" => sample::fpc_proportion(&case),
        "suppression_attack" => release::attack_with_known_totals(&case),
        "suppression_attack_margins" => release::attack(&case),
        "differencing" => release::differencing(&case),
        _ => return None,
    };
    Some(found.and_then(|found| case.compare(&found)))
}
