//! What browsers write is packed in their own ways: Mozilla's LZ4, Snappy in the blocks of LevelDB, gzip and Brotli in caches.
//! Here all of it becomes readable again; whatever is cut or damaged gives as much as can be read.

use std::io::Read;

use memchr::memmem;

/// More than this is not unpacked of one piece: no page of ours is so long.
const MOST: u64 = 16 << 20;

/// At the beginning of Firefox's session files.
const MOZILLA: &[u8] = b"mozLz40\0";
/// At the beginning of a gzip member.
const GZIP: &[u8] = b"\x1f\x8b\x08";
/// At the beginning of an entry of Chromium's cache, and at the end of each of its streams.
const ENTRY: u64 = 0xfcfb_6d1b_a772_5c30;
const ENTRY_END: u64 = 0xf4fa_6f45_970d_41d8;
/// How long the head of an entry is, before its key.
const ENTRY_HEAD: usize = 24;
/// At the end of a table of LevelDB; the footer before it is this long, magic included.
const TABLE: u64 = 0xdb47_7524_8b80_fb57;
const TABLE_FOOTER: usize = 48;

/// Where Firefox keeps what it cached.
const ENTRIES: &str = "cache2/entries";

/// Everything that a file holds beside what it says as it lies there, by how it was packed.
pub fn all(path: &str, bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut found = Vec::new();
    if bytes.starts_with(MOZILLA) {
        found.push(("LZ4", lz4(&bytes[(MOZILLA.len() + 4).min(bytes.len())..])));
    }
    found.extend(memmem::find_iter(bytes, GZIP).map(|at| ("gzip", gzip(&bytes[at..]))));
    found.extend(cached(path, bytes).map(|body| ("Brotli", brotli(body))));
    found.extend(table(bytes).map(|blocks| ("LevelDB", blocks)));
    found
}

fn number(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize)
}

/// The body of a cache entry of Chromium, or of Firefox, whose last four bytes tell where it ends.
fn cached<'a>(path: &str, bytes: &'a [u8]) -> Option<&'a [u8]> {
    if number(bytes, 0) == Some(ENTRY) {
        let begin = ENTRY_HEAD + short(bytes, 12)?;
        let body = bytes.get(begin..)?;
        return Some(&body[..memmem::find(body, &ENTRY_END.to_le_bytes()).unwrap_or(body.len())]);
    }
    let last = bytes.len().checked_sub(4)?;
    let end = u32::from_be_bytes(bytes[last..].try_into().ok()?) as usize;
    (path.contains(ENTRIES) && end < last).then(|| &bytes[..end])
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let _ = flate2::read::GzDecoder::new(bytes).take(MOST).read_to_end(&mut out);
    out
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let _ = brotli::Decompressor::new(bytes, 4096).take(MOST).read_to_end(&mut out);
    out
}

/// A block of LZ4.
fn lz4(block: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let _ = lz4_into(block, &mut out);
    out
}

fn lz4_into(block: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let mut at = 0;
    while (out.len() as u64) < MOST {
        let token = usize::from(*block.get(at)?);
        at += 1;
        let own = token >> 4;
        let own = own + if own == 15 { longer(block, &mut at)? } else { 0 };
        out.extend_from_slice(block.get(at..at + own)?);
        at += own;
        let back = usize::from(u16::from_le_bytes(block.get(at..at + 2)?.try_into().ok()?));
        at += 2;
        let again = token & 15;
        let again = 4 + again + if again == 15 { longer(block, &mut at)? } else { 0 };
        repeat(out, back, again)?;
    }
    Some(())
}

/// What is added to a length of fifteen: bytes until one is not 255.
fn longer(block: &[u8], at: &mut usize) -> Option<usize> {
    let mut sum = 0;
    loop {
        let byte = *block.get(*at)?;
        *at += 1;
        sum += usize::from(byte);
        if byte != 255 {
            return Some(sum);
        }
    }
}

/// Says again what stands so far back.
fn repeat(out: &mut Vec<u8>, back: usize, count: usize) -> Option<()> {
    let from = out.len().checked_sub(back).filter(|_| back > 0)?;
    for at in from..from + count {
        out.push(out[at]);
    }
    Some(())
}

/// A number in groups of seven bits.
fn varint(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let mut value = 0_usize;
    for shift in (0..35).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= usize::from(byte & 127) << shift;
        if byte < 128 {
            return Some(value);
        }
    }
    None
}

/// A block of Snappy.
fn snappy(block: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let _ = snappy_into(block, &mut out);
    out
}

fn snappy_into(block: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let mut at = 0;
    varint(block, &mut at)?;
    while (out.len() as u64) < MOST {
        let tag = usize::from(*block.get(at)?);
        at += 1;
        let mut wide = |bytes: usize| {
            let told = block.get(at..at + bytes)?;
            at += bytes;
            Some(told.iter().rev().fold(0, |value, byte| (value << 8) | usize::from(*byte)))
        };
        match tag & 3 {
            0 => {
                let own = tag >> 2;
                let own = 1 + if own < 60 { own } else { wide(own - 59)? };
                out.extend_from_slice(block.get(at..at + own)?);
                at += own;
            }
            1 => repeat(out, ((tag >> 5) << 8) | wide(1)?, 4 + ((tag >> 2) & 7))?,
            2 => repeat(out, wide(2)?, 1 + (tag >> 2))?,
            _ => repeat(out, wide(4)?, 1 + (tag >> 2))?,
        }
    }
    Some(())
}

/// The index and all blocks of a table of LevelDB.
fn table(bytes: &[u8]) -> Option<Vec<u8>> {
    let footer = bytes.len().checked_sub(TABLE_FOOTER)?;
    (number(bytes, bytes.len() - 8) == Some(TABLE)).then_some(())?;
    let mut at = footer;
    for _ in 0..2 {
        varint(bytes, &mut at)?; // where the index of other things is
    }
    let index = block(bytes, &bytes[at..])?;
    let mut found = index.clone();
    let handles = handles(&index);
    found.extend(handles.iter().filter_map(|handle| block(bytes, handle)).flatten());
    Some(found)
}

/// The block of a table that a handle points to: where it is, and how long. A byte after it says how it is packed.
fn block(table: &[u8], handle: &[u8]) -> Option<Vec<u8>> {
    let mut at = 0;
    let (begin, length) = (varint(handle, &mut at)?, varint(handle, &mut at)?);
    let end = begin.checked_add(length)?;
    let own = table.get(begin..end)?;
    Some(if table.get(end) == Some(&1) { snappy(own) } else { own.to_vec() })
}

/// The values of an index: handles of blocks.
fn handles(index: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let _ = handles_into(index, &mut found);
    found
}

fn handles_into(index: &[u8], found: &mut Vec<Vec<u8>>) -> Option<()> {
    let last = index.len().checked_sub(4)?;
    let end = last.checked_sub(short(index, last)?.checked_mul(4)?)?;
    let mut at = 0;
    while at < end {
        varint(index, &mut at)?; // what its key shares with the one before
        let (key, value) = (varint(index, &mut at)?, varint(index, &mut at)?);
        found.push(index.get(at + key..at + key + value)?.to_vec());
        at += key + value;
    }
    Some(())
}

#[test]
fn what_is_packed_in_any_of_these_ways_is_read() {
    use std::io::Write;
    let words = b"a heron by the river, a heron by the sea";
    let read = |bytes: &[u8], how: &str| -> String {
        let found = all(ENTRIES, bytes).into_iter().find(|(found, _)| *found == how).map(|(_, text)| text);
        String::from_utf8_lossy(&found.unwrap_or_default()).into_owned()
    };
    let mut packed = flate2::write::GzEncoder::new(vec![7; 9], flate2::Compression::new(6));
    packed.write_all(words).expect("in memory");
    assert_eq!(read(&packed.finish().expect("in memory"), "gzip").as_bytes(), words);
    let mut body = Vec::new();
    brotli::BrotliCompress(&mut &words[..], &mut body, &Default::default()).expect("in memory");
    let key = b"1/0/http://127.0.0.1/";
    let head = [&ENTRY.to_le_bytes()[..], &[5, 0, 0, 0], &[key.len() as u8, 0, 0, 0], &[0; 8], key].concat();
    assert_eq!(read(&[&head[..], &body[..], &ENTRY_END.to_le_bytes()].concat(), "Brotli").as_bytes(), words);
    let kept = [&body[..], b"what is known of it", &(body.len() as u32).to_be_bytes()].concat();
    assert_eq!(read(&kept, "Brotli").as_bytes(), words);
    // Twenty-two bytes; fifteen as twenty-two before; three.
    let (own, last) = (&words[..22], &words[37..]);
    let lz4 = [MOZILLA, &[40, 0, 0, 0], &[(15 << 4) | (15 - 4), 22 - 15], own, &[22, 0], &[3 << 4], last].concat();
    assert_eq!(read(&lz4, "LZ4").as_bytes(), words);
    let snappy = [&[40, 21 << 2][..], own, &[(14 << 2) | 2, 22, 0], &[2 << 2], last].concat();
    let length = snappy.len() as u8;
    let index = [0, 1, 2, b'z', 0, length, 0, 0, 0, 0, 1, 0, 0, 0];
    let mut footer = [0_u8; 40];
    footer[..4].copy_from_slice(&[0, 0, length + 5, index.len() as u8]);
    let table = [&snappy[..], &[1, 0, 0, 0, 0], &index, &[0; 5], &footer, &TABLE.to_le_bytes()].concat();
    assert!(read(&table, "LevelDB").ends_with("a heron by the river, a heron by the sea"));
    for cut in 0..table.len() {
        all(ENTRIES, &table[..cut]); // nothing that is cut makes it fall over
    }
}
