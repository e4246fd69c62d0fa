//! Cuts an expression into its smallest pieces.

use super::parse::fault;
use crate::Problem;

/// The smallest pieces.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Words(String),
    Reference(String),
    Name(String),
    Sign(&'static str),
    End,
}

const SIGNS: &[&str] = &["!=", "<=", ">=", "..", "=", "<", ">", "+", "-", "*", "(", ")", ",", "."];

/// Cuts `text` into tokens, each with its column; the last is [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, usize)>, Problem> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut column = 1;
    loop {
        let blank = rest.len() - rest.trim_start().len();
        column += rest[..blank].chars().count();
        rest = &rest[blank..];
        if rest.is_empty() {
            found.push((Token::End, column));
            return Ok(found);
        }
        let (token, length) = token(rest, column)?;
        found.push((token, column));
        column += rest[..length].chars().count();
        rest = &rest[length..];
    }
}

/// The first token of `rest` and its length in bytes.
fn token(rest: &str, column: usize) -> Result<(Token, usize), Problem> {
    let first = rest.chars().next().unwrap_or(' ');
    if let Some(inside) = rest.strip_prefix("${") {
        return reference(inside, column);
    }
    if first == '"' || first == '\'' {
        return words(&rest[1..], first, column);
    }
    let digit_after_point = first == '.' && rest[1..].starts_with(|next: char| next.is_ascii_digit());
    if first.is_ascii_digit() || digit_after_point {
        return number(rest, column);
    }
    if first.is_alphabetic() || first == '_' {
        let length = rest.find(|next: char| !(next.is_alphanumeric() || "_-:".contains(next))).unwrap_or(rest.len());
        return Ok((Token::Name(rest[..length].to_owned()), length));
    }
    match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        Some(sign) => Ok((Token::Sign(sign), sign.len())),
        None => Err(fault("expression-character", column).with("value", first.escape_debug())),
    }
}

fn reference(inside: &str, column: usize) -> Result<(Token, usize), Problem> {
    let end = inside.find('}').ok_or_else(|| fault("expression-open-name", column))?;
    let name = inside[..end].trim();
    let fine = |letter: char| letter.is_alphanumeric() || "_.-".contains(letter);
    if name.is_empty() || !name.chars().all(fine) {
        return Err(fault("expression-name", column).with("value", name));
    }
    Ok((Token::Reference(name.to_owned()), end + 3))
}

fn words(inside: &str, quote: char, column: usize) -> Result<(Token, usize), Problem> {
    let end = inside.find(quote).ok_or_else(|| fault("expression-open-quote", column))?;
    Ok((Token::Words(inside[..end].to_owned()), end + 2))
}

fn number(rest: &str, column: usize) -> Result<(Token, usize), Problem> {
    let length = rest.find(|next: char| !(next.is_ascii_digit() || next == '.')).unwrap_or(rest.len());
    let written = &rest[..length];
    match written.parse() {
        Ok(number) => Ok((Token::Number(number), length)),
        Err(_) => Err(fault("expression-number", column).with("value", written)),
    }
}
