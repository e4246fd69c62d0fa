//! Which key means what. Whether keys are heard at all (a field has the focus, keys are switched off) is left to whoever
//! listens.

use super::steps::{Direction, Step};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// The next passage.
    Next,
    /// The one before.
    Before,
    /// Begin to select words.
    Begin,
    /// Choose a code by its letters.
    Pick,
    /// Move the selection, or extend it.
    Move(Step, Direction, bool),
    /// Move the end of the selection, or its beginning, by a character.
    Adjust(Direction, bool),
    /// The code on a digit.
    Digit(u32),
    /// The whole passage.
    Whole,
    /// The words themselves as a code.
    InVivo,
    /// A note.
    Memo,
    /// The other words of the passage: its translation, or the original.
    Translation,
    /// Take back.
    Undo,
    /// Do again.
    Redo,
    /// Leave what is open.
    Leave,
    /// Show the keys.
    Keys,
}

/// The command of a key; `selecting` while words are being selected by keyboard.
pub fn command(key: &str, shift: bool, control: bool, selecting: bool) -> Option<Command> {
    use Direction::{Backward, Forward};
    if let Some(command) = arrow(key, shift, control).filter(|_| selecting) {
        return Some(command);
    }
    if control {
        return None;
    }
    Some(match key {
        "j" | "J" => Command::Next,
        "k" | "K" => Command::Before,
        "Enter" if selecting => Command::Pick,
        "Enter" => Command::Begin,
        "c" | "C" => Command::Pick,
        "w" | "W" => Command::Whole,
        "i" | "I" => Command::InVivo,
        "m" | "M" => Command::Memo,
        "t" | "T" => Command::Translation,
        "u" | "U" => Command::Undo,
        "r" | "R" => Command::Redo,
        "Escape" => Command::Leave,
        "?" => Command::Keys,
        "Home" if selecting => Command::Move(Step::All, Backward, shift),
        "End" if selecting => Command::Move(Step::All, Forward, shift),
        digit => Command::Digit(digit.parse().ok().filter(|digit| (1..=9).contains(digit))?),
    })
}

fn arrow(key: &str, shift: bool, control: bool) -> Option<Command> {
    let (direction, step) = match key {
        "ArrowRight" => (Direction::Forward, Step::Word),
        "ArrowLeft" => (Direction::Backward, Step::Word),
        "ArrowDown" => (Direction::Forward, Step::Sentence),
        "ArrowUp" => (Direction::Backward, Step::Sentence),
        _ => return None,
    };
    match (control, step) {
        (true, Step::Word) => Some(Command::Adjust(direction, shift)),
        (true, _) => None,
        (false, step) => Some(Command::Move(step, direction, shift)),
    }
}

#[cfg(test)]
mod tests {
    //! A researcher codes without a mouse.

    use super::*;

    #[test]
    fn keys_mean_what_the_help_says() {
        let plain = |key: &str, selecting: bool| command(key, false, false, selecting);
        assert_eq!((plain("j", false), plain("K", false)), (Some(Command::Next), Some(Command::Before)));
        assert_eq!((plain("Enter", false), plain("Enter", true)), (Some(Command::Begin), Some(Command::Pick)));
        assert_eq!(plain("ArrowRight", false), None, "arrows scroll until words are selected");
        let right = Command::Move(Step::Word, Direction::Forward, true);
        assert_eq!(command("ArrowRight", true, false, true), Some(right));
        assert_eq!(command("ArrowLeft", false, true, true), Some(Command::Adjust(Direction::Backward, false)));
        assert_eq!((plain("3", false), plain("0", false), plain("x", true)), (Some(Command::Digit(3)), None, None));
    }

    #[test]
    fn the_browsers_own_keys_stay_its_own() {
        for key in ["c", "r", "u", "j", "1"] {
            assert_eq!(command(key, false, true, true), None, "Ctrl+{key}");
        }
    }
}
