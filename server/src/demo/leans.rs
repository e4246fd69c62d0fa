//! What happened between the waves of the demo: answers that lean to one side, wave by wave. What is not named here stays
//! as it was, but for chance.

/// One answer that moves.
struct Lean {
    instrument: &'static str,
    /// `q`, `q.row` or `q=option`.
    key: &'static str,
    /// By wave, from 0: added to the mood (0 to 1) of ordered answers, to the odds of yes or of a tick, to the weight of one
    /// among answers without an order; of numbers a share more or less. Later waves are like the last that is named.
    by: &'static [f64],
}

const fn moves(instrument: &'static str, key: &'static str, by: &'static [f64]) -> Lean {
    Lean { instrument, key, by }
}

const PROVIDER: &str = "housing-provider";
const ADVOCATE: &str = "housing-advocate";
const SURVIVOR: &str = "survivor-housing";
const INVENTORY: &str = "wilder-cfi";
const TRAINING: &str = "summit-training";
const OUTCOMES: &str = "client-outcomes";

const LEANS: &[Lean] = &[
    moves(PROVIDER, "beds", &[0.0, 0.2]),
    moves(PROVIDER, "vacant", &[-0.8, -0.85]),
    moves(PROVIDER, "told_full", &[0.2, -0.15]),
    moves(PROVIDER, "felt.privacy", &[-0.1, 0.2]),
    moves(PROVIDER, "felt.safe", &[0.15]),
    moves(PROVIDER, "felt.respected", &[0.5]),
    moves(PROVIDER, "felt.believed", &[0.3]),
    moves(PROVIDER, "felt.story", &[-0.25]),
    moves(PROVIDER, "enough_general", &[-0.3]),
    moves(PROVIDER, "accepts.labor_trafficking", &[-0.2, 0.15]),
    moves(PROVIDER, "conditions.police_report", &[0.1, -0.25]),
    moves(ADVOCATE, "told_full", &[0.25]),
    moves(ADVOCATE, "felt.safe", &[-0.15]),
    moves(ADVOCATE, "felt.privacy", &[-0.25, -0.05]),
    moves(ADVOCATE, "felt.respected", &[0.0]),
    moves(ADVOCATE, "felt.story", &[0.3]),
    moves(ADVOCATE, "enough_general", &[-0.35]),
    moves(ADVOCATE, "enough_specialised", &[-0.35, -0.15]),
    moves(SURVIVOR, "felt.safe", &[-0.1, 0.15]),
    moves(SURVIVOR, "felt.privacy", &[-0.3]),
    moves(SURVIVOR, "felt.respected", &[-0.05, 0.1]),
    moves(SURVIVOR, "felt.story", &[-0.05, 0.2]),
    moves(SURVIVOR, "difficulty", &[0.15, -0.1]),
    moves(SURVIVOR, "enough_general", &[-0.45]),
    moves(SURVIVOR, "told_full", &[0.25]),
    moves(SURVIVOR, "turned_away", &[0.15, -0.12]),
    moves(SURVIVOR, "got_place", &[-0.1, 0.2]),
    moves(SURVIVOR, "barriers_now=rent", &[0.05, 0.35]),
    moves(SURVIVOR, "barriers_now=documents", &[0.1, -0.12]),
    moves(SURVIVOR, "services.transport=wanted_got", &[0.0, 2.0]),
    moves(INVENTORY, "process.item_14", &[0.6]),
    moves(INVENTORY, "process.item_20", &[-0.15, 0.25]),
    moves(INVENTORY, "process.item_21", &[-0.15, 0.25]),
    moves(INVENTORY, "communication.item_29", &[0.0, 0.25]),
    moves(INVENTORY, "communication.item_30", &[-0.2, 0.2]),
    moves(INVENTORY, "communication.item_31", &[-0.1, 0.2]),
    moves(INVENTORY, "purpose.item_37", &[0.3]),
    moves(INVENTORY, "purpose.item_38", &[0.25]),
    moves(INVENTORY, "resources.item_41", &[0.1, -0.2]),
    moves(INVENTORY, "resources.item_42", &[0.1, -0.25]),
    moves(INVENTORY, "environment.item_01", &[-0.2]),
    moves(INVENTORY, "membership.item_07", &[0.2]),
    moves(TRAINING, "knowledge.law", &[-0.2, 0.25]),
    moves(TRAINING, "knowledge.report", &[-0.1, 0.25]),
    moves(TRAINING, "confidence.labor", &[-0.25, 0.15]),
    moves(TRAINING, "met_unknown", &[-0.2, 0.25]),
    moves(OUTCOMES, "month.safe", &[-0.15, -0.1, -0.02, 0.12]),
    moves(OUTCOMES, "month.slept", &[-0.1, -0.1, 0.05, 0.1]),
    moves(OUTCOMES, "month.someone", &[0.25]),
    moves(OUTCOMES, "month.plans", &[0.0, 0.05, 0.05, 0.2]),
    moves(OUTCOMES, "month.bills", &[0.1, 0.1, 0.05, -0.12]),
    moves(OUTCOMES, "work", &[-0.2, -0.15, -0.08, 0.12]),
    moves(OUTCOMES, "home=own", &[0.0, 0.5, 0.5, 1.5]),
    moves(OUTCOMES, "moves", &[-0.75, -0.8, -0.85]),
];

/// How far an answer leans in a wave; 0 where nothing happened.
pub fn lean(instrument: &str, key: &str, wave: usize) -> f64 {
    let found = LEANS.iter().find(|lean| lean.instrument == instrument && lean.key == key);
    found.and_then(|lean| lean.by.get(wave).or(lean.by.last())).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    //! Somebody renames a question and forgets the demo.

    use std::collections::BTreeSet;

    use super::*;
    use crate::waves::items;

    #[test]
    fn every_answer_that_moves_is_asked() {
        let own = [(OUTCOMES, super::super::plans::OUTCOMES)];
        let shipped = crate::library::SHIPPED.iter().map(|shipped| (shipped.name, shipped.source));
        let all: Vec<_> =
            shipped.chain(own).map(|(name, source)| (name, instruments::parse(source).unwrap())).collect();
        for lean in LEANS {
            let instrument = &all.iter().find(|(name, _)| *name == lean.instrument).expect("it is there").1;
            let mut keys: BTreeSet<String> = items(instrument).into_iter().map(|item| item.key).collect();
            keys.extend(instrument.questions().map(|question| question.id.clone()));
            let key = lean.key.split('=').next().unwrap();
            let option = lean.key.split('=').nth(1).is_none_or(|option| instrument_offers(instrument, key, option));
            assert!(option && (keys.contains(key) || keys.contains(lean.key)), "{} {}", lean.instrument, lean.key);
        }
    }

    fn instrument_offers(instrument: &instruments::Instrument, key: &str, option: &str) -> bool {
        let id = key.split('.').next().unwrap();
        let question = instrument.questions().find(|question| question.id == id).expect("asked");
        instrument.codes(question).contains(&option)
    }
}
