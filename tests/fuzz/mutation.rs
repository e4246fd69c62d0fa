//! What becomes of a sound file on its way: bits flipped, parts cut, doubled or joined to another file, numbers and
//! lengths made extreme, lines out of order, signs that nobody types.

use std::ops::Range;

use server::chance::Seeded;

/// No input is longer.
const LARGEST: usize = 32 << 10;

/// Numbers at the edges of what programs can hold, and what is almost a number.
const NUMBERS: &[&[u8]] = &[
    b"",
    b"0",
    b"-0",
    b"-1",
    b"007",
    b"255",
    b"256",
    b"65536",
    b"2147483648",
    b"4294967295",
    b"4294967296",
    b"9223372036854775808",
    b"-9223372036854775809",
    b"18446744073709551616",
    b"1e308",
    b"1e309",
    b"1e-400",
    b"0.1.2",
    b"nan",
    b"-inf",
    b"0x7f",
    b"99999999999999999999999999999999999999999999999999999999999999999999999999999999",
    "٣".as_bytes(),
];

/// What has a meaning in one of the formats, or in none.
const SIGNS: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\xed\xa0\x80",
    b"\xc0\x80",
    "\u{feff}".as_bytes(),
    "\u{202e}".as_bytes(),
    "e\u{301}\u{301}\u{301}".as_bytes(),
    "👩‍👧".as_bytes(),
    "ﷺ".as_bytes(),
    b"\r",
    b"\r\n\r\n",
    b"\"",
    b"'''",
    b"\"\"\"",
    b"\\",
    b"\\u{110000}",
    b"${",
    b"}",
    b"((((((((",
    b"[[",
    b"<",
    b"<a><a><a>",
    b"]]>",
    b"&#0;",
    b"&lol;",
    b"%",
    b"%25%32%65",
    b"%00",
    b"%c0%ae%c0%ae/",
    b"/../",
    b"..;/",
    b"//",
    b"&=&=",
    b";;;;",
    b"\t\t",
    b"-->",
    b" --> ",
    b"PK\x03\x04",
    b"PK\x01\x02",
];

/// One of the seeds after one to four accidents.
pub fn mutated(seeds: &[Vec<u8>], dice: &mut Seeded) -> Vec<u8> {
    let mut bytes = one(seeds, dice).clone();
    for _ in 0..=dice.below(4) {
        match dice.below(8) {
            0 => flip(&mut bytes, dice),
            1 => cut(&mut bytes, dice),
            2 => double(&mut bytes, dice),
            3 => splice(&mut bytes, one::<Vec<u8>>(seeds, dice), dice),
            4 => number(&mut bytes, dice),
            5 => length(&mut bytes, dice),
            6 => lines(&mut bytes, dice),
            _ => put(&mut bytes, one::<&[u8]>(SIGNS, dice), dice),
        }
        bytes.truncate(LARGEST);
    }
    bytes
}

fn one<'a, T>(of: &'a [T], dice: &mut Seeded) -> &'a T {
    &of[dice.below(of.len() as u64) as usize]
}

/// Somewhere from the first byte to after the last.
fn place(bytes: &[u8], dice: &mut Seeded) -> usize {
    dice.below(bytes.len() as u64 + 1) as usize
}

/// Some bytes that follow one another, at most `most`.
fn stretch(bytes: &[u8], most: usize, dice: &mut Seeded) -> Range<usize> {
    let start = place(bytes, dice);
    let rest = (bytes.len() - start).min(most);
    start..start + dice.below(rest as u64 + 1) as usize
}

fn flip(bytes: &mut [u8], dice: &mut Seeded) {
    for _ in 0..=dice.below(8) {
        if !bytes.is_empty() {
            let at = dice.below(bytes.len() as u64) as usize;
            bytes[at] ^= 1 << dice.below(8);
        }
    }
}

fn cut(bytes: &mut Vec<u8>, dice: &mut Seeded) {
    if dice.below(3) == 0 {
        let end = place(bytes, dice);
        bytes.truncate(end);
    } else {
        let gone = stretch(bytes, 200, dice);
        bytes.drain(gone);
    }
}

fn double(bytes: &mut Vec<u8>, dice: &mut Seeded) {
    let part = stretch(bytes, 32, dice);
    let times = *one(&[1, 2, 5, 20, 300], dice);
    let more = bytes[part.clone()].repeat(times);
    bytes.splice(part.end..part.end, more);
}

fn splice(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Seeded) {
    let (end, start) = (place(bytes, dice), place(other, dice));
    bytes.truncate(end);
    bytes.extend(&other[start..]);
}

fn put(bytes: &mut Vec<u8>, what: &[u8], dice: &mut Seeded) {
    let at = place(bytes, dice);
    bytes.splice(at..at, what.iter().copied());
}

/// A number becomes another; where there is none, one comes from nowhere.
fn number(bytes: &mut Vec<u8>, dice: &mut Seeded) {
    let runs = digits(bytes);
    let new = *one(NUMBERS, dice);
    if runs.is_empty() {
        put(bytes, new, dice);
    } else {
        let old = one(&runs, dice).clone();
        bytes.splice(old, new.iter().copied());
    }
}

fn digits(bytes: &[u8]) -> Vec<Range<usize>> {
    let (mut runs, mut start) = (Vec::new(), None);
    for (at, byte) in bytes.iter().chain(b" ").enumerate() {
        match (byte.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                runs.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    runs
}

/// What may be a length, of one to eight bytes, becomes nothing, everything, or the edge of a sign.
fn length(bytes: &mut [u8], dice: &mut Seeded) {
    let wide = *one(&[1, 2, 4, 8], dice);
    let mut new = [*one(&[0x00, 0xff, 0x7f], dice); 8];
    if new[0] == 0x7f {
        new[1..].fill(0xff);
    }
    let start = place(bytes, dice);
    let end = (start + wide).min(bytes.len());
    bytes[start..end].copy_from_slice(&new[..end - start]);
}

/// Two lines change places, or one stands twice.
fn lines(bytes: &mut Vec<u8>, dice: &mut Seeded) {
    let mut all: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let (first, second) = (dice.below(all.len() as u64) as usize, dice.below(all.len() as u64) as usize);
    if dice.below(2) == 0 {
        all.swap(first, second);
    } else {
        all.insert(first, all[second]);
    }
    *bytes = all.join(&b'\n');
}
