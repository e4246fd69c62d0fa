//! Texts and what is marked in them. A text is a source of its own, or stands for a PDF, picture or recording; those
//! themselves stay behind, with what was marked on areas and stretches of them. Positions are settled once all texts
//! are there, since only all selections together tell how the other tool counts.

use std::collections::{BTreeMap, BTreeSet};

use instruments::Problem;
use uuid::Uuid;

use super::super::xml::Tag;
use super::offsets::{Counting, Raw, Sample, normal, spans};
use super::project::{Coding, Selection, Source};
use super::read::Reader;
use super::report::Counted;
use super::{guid, offsets};

/// A source whose positions are not settled.
#[derive(Default)]
pub struct Draft {
    source: Source,
    /// Its text as it stood in the file, and whether a mark stood before it.
    raw: Option<(String, bool)>,
    /// First and last position of each selection, as in the file.
    claims: Vec<(i64, i64)>,
}

/// Reads every source.
pub fn read(reader: &mut Reader<'_, '_>) -> Result<(), Problem> {
    while let Some(tag) = reader.xml.child()? {
        match tag.name() {
            "TextSource" => {
                let draft = text(reader, &tag)?;
                reader.drafts.push(draft);
            }
            "PDFSource" => beside(reader, &tag, "pdf")?,
            "PictureSource" => beside(reader, &tag, "picture")?,
            "AudioSource" => beside(reader, &tag, "audio")?,
            "VideoSource" => beside(reader, &tag, "video")?,
            name => reader.unknown(name)?,
        }
    }
    Ok(())
}

/// A text source, or what stands for one: `Representation`, `TextDescription`, `Transcript`, `Note`.
fn text(reader: &mut Reader<'_, '_>, tag: &Tag<'_>) -> Result<Draft, Problem> {
    let mut draft = Draft::default();
    draft.source.guid = reader.guid(tag);
    draft.source.name = name(tag);
    draft.source.stamp = reader.stamp(tag);
    let mut points = BTreeMap::new();
    while let Some(tag) = reader.xml.child()? {
        match tag.name() {
            "Description" => draft.source.description = reader.words()?,
            "PlainTextContent" => draft.raw = Some((reader.xml.text()?, false)),
            "PlainTextSelection" => {
                let claim = [position(&tag, "startPosition"), position(&tag, "endPosition")];
                select(reader, &tag, claim, &mut draft)?;
            }
            "SyncPoint" => {
                points.insert(guid::parse(tag.get("guid").unwrap_or_default()).0, position(&tag, "position"));
                reader.report.add("sync-point", &draft.source.name);
                reader.xml.skip()?;
            }
            "TranscriptSelection" => {
                let point = |name: &str| points.get(&guid::parse(tag.get(name)?).0).copied().flatten();
                select(reader, &tag, [point("fromSyncPoint"), point("toSyncPoint")], &mut draft)?;
            }
            "Coding" => draft.source.codings.extend(coding(reader, &tag)?),
            "NoteRef" => draft.source.notes.extend(reader.target(&tag)?),
            "VariableValue" => draft.source.values.extend(reader.value()?),
            name => reader.unknown(name)?,
        }
    }
    fetch(reader, tag, &mut draft)?;
    Ok(draft)
}

/// A name, or where there is none the name of the text's file.
fn name(tag: &Tag<'_>) -> String {
    let path = || tag.get("plainTextPath").or(tag.get("path")).and_then(|path| path.rsplit(['/', '\\']).next());
    tag.get("name").filter(|name| !name.trim().is_empty()).or_else(path).unwrap_or_default().to_owned()
}

fn position(tag: &Tag<'_>, name: &str) -> Option<i64> {
    tag.get(name)?.trim().parse().ok()
}

/// Gets the text from where the element says it lies.
fn fetch(reader: &mut Reader<'_, '_>, tag: &Tag<'_>, draft: &mut Draft) -> Result<(), Problem> {
    if draft.raw.is_none()
        && let Some(path) = tag.get("plainTextPath")
    {
        draft.raw = reader.texts.plain(path)?.map(|decoded| (decoded.text, decoded.marked));
    }
    let blank = draft.raw.as_ref().is_none_or(|(text, _)| text.trim().is_empty()) && draft.claims.is_empty();
    let rich = tag.get("richTextPath").map(|path| reader.texts.rich(path)).transpose()?.flatten();
    match rich {
        Some(words) if blank && !words.trim().is_empty() || draft.raw.is_none() => {
            reader.report.add("rich-text", &draft.source.name);
            draft.raw = Some((words, false));
        }
        Some(_) => reader.report.add("formatting", &draft.source.name),
        None if draft.raw.is_none() => reader.report.add("source-missing", &draft.source.name),
        None => {}
    }
    Ok(())
}

fn select(
    reader: &mut Reader<'_, '_>,
    tag: &Tag<'_>,
    claim: [Option<i64>; 2],
    draft: &mut Draft,
) -> Result<(), Problem> {
    let mut selection = Selection {
        guid: reader.guid(tag),
        name: tag.get("name").filter(|name| !name.trim().is_empty()).map(str::to_owned),
        stamp: reader.stamp(tag),
        ..Selection::default()
    };
    while let Some(tag) = reader.xml.child()? {
        match tag.name() {
            "Description" => selection.description = reader.words()?,
            "Coding" => selection.codings.extend(coding(reader, &tag)?),
            "NoteRef" => selection.notes.extend(reader.target(&tag)?),
            name => reader.unknown(name)?,
        }
    }
    match claim {
        [Some(start), Some(end)] => {
            draft.claims.push((start.min(end), start.max(end)));
            draft.source.selections.push(selection);
        }
        _ => lose(reader, "selection-place", &draft.source.name, &selection),
    }
    Ok(())
}

/// A code given; `None` when it names no code.
fn coding(reader: &mut Reader<'_, '_>, tag: &Tag<'_>) -> Result<Option<Coding>, Problem> {
    let (guid, stamp) = (reader.guid(tag), reader.stamp(tag));
    let (mut code, mut notes) = (None, Vec::new());
    while let Some(tag) = reader.xml.child()? {
        match tag.name() {
            "CodeRef" => code = reader.target(&tag)?,
            "NoteRef" => notes.extend(reader.target(&tag)?),
            name => reader.unknown(name)?,
        }
    }
    if code.is_none() {
        reader.report.add("coding-code", tag.get("guid").unwrap_or_default());
    }
    Ok(code.map(|code| Coding { guid, code, notes, stamp }))
}

/// A selection that cannot be kept, and its codings.
fn lose(reader: &mut Reader<'_, '_>, code: &'static str, source: &str, selection: &Selection) {
    let words = selection.name.as_deref().unwrap_or(source);
    reader.report.add(code, words);
    reader.report.add_many("coding-lost", selection.codings.len(), words);
}

/// A PDF, picture or recording: the text that stands for it is kept under its name, the rest is counted.
fn beside(reader: &mut Reader<'_, '_>, tag: &Tag<'_>, medium: &'static str) -> Result<(), Problem> {
    let mut whole = Draft::default();
    whole.source.guid = reader.guid(tag);
    whole.source.name = name(tag);
    whole.source.stamp = reader.stamp(tag);
    let (mut drafts, mut areas) = (Vec::new(), Vec::new());
    while let Some(tag) = reader.xml.child()? {
        match tag.name() {
            "Description" => whole.source.description = reader.words()?,
            "Representation" | "TextDescription" => drafts.push(text(reader, &tag)?),
            "Transcript" => {
                let draft = text(reader, &tag)?;
                // A transcript is called as it is, if it is called anything.
                if drafts.is_empty() && !draft.source.name.is_empty() {
                    whole.source.name.clone_from(&draft.source.name);
                }
                drafts.push(draft);
            }
            "PDFSelection" | "PictureSelection" | "AudioSelection" | "VideoSelection" => {
                areas.push(area(reader, &tag)?)
            }
            "Coding" => whole.source.codings.extend(coding(reader, &tag)?),
            "NoteRef" => whole.source.notes.extend(reader.target(&tag)?),
            "VariableValue" => whole.source.values.extend(reader.value()?),
            name => reader.unknown(name)?,
        }
    }
    reader.report.add(medium, &whole.source.name);
    let marked = drafts.iter().flat_map(|draft| &draft.source.selections);
    let kept: BTreeSet<Uuid> = marked.map(|selection| selection.guid).collect();
    for (guid, name, codings) in areas.into_iter().filter(|(guid, ..)| !kept.contains(guid)) {
        reader.report.add("area", if name.is_empty() { guid.to_string() } else { name.clone() });
        reader.report.add_many("coding-lost", codings, name);
    }
    match drafts.first_mut() {
        Some(draft) => stand_for(whole.source, draft),
        None => reader.report.add_many("coding-lost", whole.source.codings.len(), &whole.source.name),
    }
    reader.drafts.append(&mut drafts);
    Ok(())
}

/// The first text that stands for something takes its id, name, memos, attributes and codes.
fn stand_for(whole: Source, draft: &mut Draft) {
    let text = &mut draft.source;
    text.guid = whole.guid;
    text.name = whole.name;
    text.stamp = whole.stamp;
    text.description = whole.description.or_else(|| text.description.take());
    text.codings.extend(whole.codings);
    text.notes.extend(whole.notes);
    text.values.extend(whole.values);
}

/// A marked area or stretch: its id, name and how many codes it has.
fn area(reader: &mut Reader<'_, '_>, tag: &Tag<'_>) -> Result<(Uuid, String, usize), Problem> {
    let mut codings = 0;
    while let Some(tag) = reader.xml.child()? {
        codings += usize::from(tag.name() == "Coding");
        reader.xml.skip()?;
    }
    Ok((guid::parse(tag.get("guid").unwrap_or_default()).0, tag.get("name").unwrap_or_default().to_owned(), codings))
}

/// Settles every position: finds out how the other tool counts, and turns spans into spans of the kept text.
pub fn settle(reader: &mut Reader<'_, '_>, told: Option<Counting>) {
    let drafts = std::mem::take(&mut reader.drafts);
    let mut samples = Vec::new();
    for draft in drafts.iter().filter(|draft| !draft.claims.is_empty()) {
        if let Some((text, marked)) = &draft.raw {
            let named = draft.source.selections.iter().map(|one| one.name.as_deref());
            samples.push(Sample::of(Raw { text, marked: *marked }, named.zip(draft.claims.iter().copied())));
        }
    }
    let counted = (!samples.is_empty()).then(|| offsets::choose(&samples, told));
    drop(samples);
    reader.report.counted = counted;
    let counting = counted.map_or(Counting::PLAIN, |counted: Counted| counted.counting);
    for draft in drafts {
        let source = place(reader, draft, counting);
        reader.project.sources.push(source);
    }
}

fn place(reader: &mut Reader<'_, '_>, draft: Draft, counting: Counting) -> Source {
    let Draft { mut source, raw, claims } = draft;
    let unseen = |(start, end): &(i64, i64)| usize::try_from(*start).ok().zip(usize::try_from(*end).ok());
    let places = match &raw {
        Some((text, marked)) => spans(Raw { text, marked: *marked }, counting, &claims),
        None => claims.iter().map(unseen).collect(),
    };
    for (mut selection, span) in std::mem::take(&mut source.selections).into_iter().zip(places) {
        match span {
            None => lose(reader, "selection-outside", &source.name, &selection),
            Some((start, end)) if start == end => lose(reader, "selection-empty", &source.name, &selection),
            Some((start, end)) => {
                (selection.start, selection.end) = (start, end);
                source.selections.push(selection);
            }
        }
    }
    source.text = raw.map(|(text, _)| {
        let (text, dropped) = normal(&text);
        reader.report.add_many("nul-removed", dropped, &source.name);
        text
    });
    source
}
