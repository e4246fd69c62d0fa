//! Times as transcripts write them: `0:05`, `00:00:05.480`, `00:00:05,480`, in brackets or not, and bare seconds.

/// Thousandths of a second from the start of the recording.
pub type Milliseconds = u64;

/// A time at the start of `text`, brackets allowed, and what follows it.
pub fn leading(text: &str) -> Option<(Milliseconds, &str)> {
    let text = text.trim_start();
    let Some(open) = text.chars().next().filter(|first| matches!(first, '[' | '(' | '<' | '{')) else {
        return clock(text);
    };
    let (time, rest) = clock(text[1..].trim_start())?;
    // Some programs write when a turn starts and ends: `[0:05 - 0:12]`; the start is what a turn keeps.
    let rest = rest.trim_start();
    let rest = rest.strip_prefix(['-', '–']).and_then(|end| clock(end.trim_start())).map_or(rest, |(_, after)| after);
    let close = match open {
        '[' => ']',
        '(' => ')',
        '<' => '>',
        _ => '}',
    };
    rest.trim_start().strip_prefix(close).map(|rest| (time, rest))
}

/// A time at the start of `text` that can only be a stamp: in brackets, or with seconds and hours or parts of a second.
/// "10:30 was too early" speaks of a time.
pub fn stamp(text: &str) -> Option<(Milliseconds, &str)> {
    let (time, rest) = leading(text)?;
    let written = &text[..text.len() - rest.len()];
    let sure = written.contains(['[', '(', '<', '{', '.', ',']) || written.matches(':').count() > 1;
    sure.then_some((time, rest))
}

/// A time at the end of `text`, brackets allowed, and what stands before it.
pub fn trailing(text: &str) -> Option<(&str, Milliseconds)> {
    let text = text.trim_end();
    let start = match text.chars().next_back()? {
        ']' => text.rfind('[')?,
        ')' => text.rfind('(')?,
        '>' => text.rfind('<')?,
        _ => text
            .rfind(char::is_whitespace)
            .map_or(0, |place| place + text[place..].chars().next().map_or(1, char::len_utf8)),
    };
    let (time, rest) = leading(&text[start..])?;
    rest.trim().is_empty().then_some((&text[..start], time))
}

/// A whole cell or line that is a time: a clock, or seconds.
pub fn whole(text: &str) -> Option<Milliseconds> {
    let text = text.trim();
    match leading(text) {
        Some((time, rest)) if rest.trim().is_empty() => Some(time),
        _ => text.replace(',', ".").parse::<f64>().ok().and_then(seconds),
    }
}

fn seconds(value: f64) -> Option<Milliseconds> {
    (value.is_finite() && (0.0..1e9).contains(&value)).then(|| (value * 1_000.0).round() as Milliseconds)
}

/// `h:mm:ss`, `mm:ss` with thousandths, and an AM or PM that is passed over.
fn clock(text: &str) -> Option<(Milliseconds, &str)> {
    let (first, mut rest) = digits(text)?;
    let mut fields = vec![first];
    while let Some((value, after)) = rest.strip_prefix(':').and_then(digits).filter(|_| fields.len() < 3) {
        let two = rest.len() - 1 - after.len() == 2;
        if !two || value >= 60 {
            return None;
        }
        fields.push(value);
        rest = after;
    }
    if fields.len() < 2 {
        return None;
    }
    let whole = fields.iter().try_fold(0_u64, |sum, field| sum.checked_mul(60)?.checked_add(*field))?;
    let (part, rest) = thousandths(rest);
    let rest = half_of_day(rest);
    let ends = rest.chars().next().is_none_or(|next| !next.is_alphanumeric() && next != ':' && next != '%');
    ends.then_some(())?;
    Some((whole.checked_mul(1_000)?.checked_add(part)?, rest))
}

fn digits(text: &str) -> Option<(u64, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=5).contains(&end).then(|| text[..end].parse().ok().map(|value| (value, &text[end..]))).flatten()
}

fn thousandths(text: &str) -> (u64, &str) {
    let Some(after) = text.strip_prefix(['.', ',']) else { return (0, text) };
    let end = after.bytes().take_while(u8::is_ascii_digit).count();
    match end {
        0 => (0, text),
        _ => (format!("{:0<3}", &after[..end.min(3)]).parse().unwrap_or(0), &after[end..]),
    }
}

fn half_of_day(text: &str) -> &str {
    let trimmed = text.trim_start();
    let (head, tail) = trimmed.split_at_checked(2).unwrap_or((trimmed, ""));
    let half = head.eq_ignore_ascii_case("am") || head.eq_ignore_ascii_case("pm");
    if half && !tail.starts_with(char::is_alphanumeric) { tail } else { text }
}

#[cfg(test)]
mod tests {
    //! Programs write the same moment in many ways.

    use super::*;

    #[test]
    fn the_same_moment_is_read_in_every_form() {
        for text in ["0:05.48", "00:00:05.480", "00:00:05,480", "[0:05.480]", "(00:05,48)", "[0:05.48 - 0:12]", "5.48"]
        {
            assert_eq!(whole(text), Some(5_480), "{text}");
        }
        assert_eq!(trailing("Ana Ruiz [1:02:03]"), Some(("Ana Ruiz ", 3_723_000)));
        assert_eq!(leading("01:00 hello"), Some((60_000, " hello")));
    }

    #[test]
    fn a_time_that_is_spoken_of_is_no_stamp() {
        assert_eq!(stamp("10:30 was too early"), None);
        assert_eq!(stamp("[10:30] we met"), Some((630_000, " we met")));
        assert_eq!(stamp("0:10:30 we met"), Some((630_000, " we met")));
    }

    #[test]
    fn what_is_no_time_is_left_alone() {
        for text in ["10:3", "7:61", "1:2:3:4", "Room 4", "http://x:80", "", "-5", "::"] {
            assert_eq!(whole(text), None, "{text}");
        }
        assert_eq!(trailing("We met at ten"), None);
    }
}
