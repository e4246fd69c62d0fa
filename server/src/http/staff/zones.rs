//! Time zones to choose from: each under the name that it has today. Old names of the same zones, kept by the time zone
//! database for old files, are not offered; a study that has one keeps it.

/// Zones of most users, offered first.
const FIRST: [&str; 4] = ["America/Chicago", "America/New_York", "America/Denver", "America/Los_Angeles"];
/// Regions by which places are named.
const REGIONS: [&str; 10] =
    ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];
/// Former names in those regions (the file `backward` of the time zone database).
const FORMER: &str = "\
    Africa/Asmera Africa/Timbuktu America/Argentina/ComodRivadavia America/Atka America/Buenos_Aires America/Catamarca \
    America/Coral_Harbour America/Cordoba America/Ensenada America/Fort_Wayne America/Godthab America/Indianapolis \
    America/Jujuy America/Knox_IN America/Louisville America/Mendoza America/Montreal America/Nipigon \
    America/Pangnirtung America/Porto_Acre America/Rainy_River America/Rosario America/Santa_Isabel America/Shiprock \
    America/Thunder_Bay America/Virgin America/Yellowknife Antarctica/South_Pole Asia/Ashkhabad Asia/Calcutta \
    Asia/Choibalsan Asia/Chongqing Asia/Chungking Asia/Dacca Asia/Harbin Asia/Istanbul Asia/Kashgar Asia/Katmandu \
    Asia/Macao Asia/Rangoon Asia/Saigon Asia/Tel_Aviv Asia/Thimbu Asia/Ujung_Pandang Asia/Ulan_Bator Atlantic/Faeroe \
    Atlantic/Jan_Mayen Australia/ACT Australia/Canberra Australia/Currie Australia/LHI Australia/NSW Australia/North \
    Australia/Queensland Australia/South Australia/Tasmania Australia/Victoria Australia/West Australia/Yancowinna \
    Europe/Belfast Europe/Kiev Europe/Nicosia Europe/Tiraspol Europe/Uzhgorod Europe/Zaporozhye Pacific/Enderbury \
    Pacific/Johnston Pacific/Ponape Pacific/Samoa Pacific/Truk Pacific/Yap";

/// Every zone, those of most users first, and the one that a study has.
pub(super) fn all(present: &str) -> Vec<String> {
    let known: Vec<String> = jiff::tz::db().available().map(|zone| zone.to_string()).collect();
    let offered = |zone: &&String| {
        let region = zone.split_once('/').map_or("", |(region, _)| region);
        REGIONS.contains(&region)
            && !FIRST.contains(&zone.as_str())
            && !FORMER.split_whitespace().any(|old| old == *zone)
    };
    let mut others: Vec<String> = known.iter().filter(offered).cloned().collect();
    others.sort();
    let mut zones: Vec<String> = FIRST.iter().map(|zone| (*zone).to_owned()).chain(others).collect();
    if !present.is_empty() && !zones.iter().any(|zone| zone == present) {
        zones.insert(0, present.to_owned());
    }
    zones
}

#[cfg(test)]
mod tests {
    //! A coordinator looks for the zone of her study.

    use super::*;

    #[test]
    fn each_zone_stands_once_under_the_name_that_it_has_today() {
        let zones = all("");
        let has = |name: &str| zones.iter().any(|zone| zone == name);
        for name in ["America/Chicago", "America/Argentina/Buenos_Aires", "Pacific/Honolulu", "America/Puerto_Rico"] {
            assert!(has(name), "{name}");
        }
        for name in ["US/Central", "America/Buenos_Aires", "Asia/Calcutta", "Etc/GMT+5", "EST", "Canada/Eastern"] {
            assert!(!has(name), "{name}");
        }
        assert_eq!(zones[0], "America/Chicago");
        let different: std::collections::BTreeSet<_> = zones.iter().collect();
        assert_eq!(different.len(), zones.len());
    }

    #[test]
    fn a_study_keeps_the_old_name_that_it_has() {
        assert_eq!(all("US/Central")[0], "US/Central");
    }
}
