//! Transcripts of every form, read and labelled as an import does it.

use server::exchange::archive::pack;
use server::exchange::docx;
use server::exchange::packet::Line;
use server::exchange::transcript::{self, Choice};

use super::trial::Target;

fn of(name: &'static str, seeds: Vec<Vec<u8>>) -> Target {
    Target::new(seeds, move |bytes| {
        let Ok(mut read) = transcript::read(name, bytes) else { return false };
        read.merge(Some(2_000));
        let speakers = read.speakers();
        if let Some(first) = speakers.first() {
            read.clone().dismiss(&first.name);
        }
        transcript::label(&mut read, &Choice::default());
        true
    })
}

/// Text that somebody typed.
pub fn plain() -> Target {
    let seeds = [
        include_bytes!("../fixtures/transcripts/chat.txt").to_vec(),
        include_bytes!("../fixtures/transcripts/essay.txt").to_vec(),
        include_bytes!("../fixtures/transcripts/grupo.txt").to_vec(),
        include_bytes!("../fixtures/transcripts/headers.txt").to_vec(),
        include_bytes!("../fixtures/transcripts/names.txt").to_vec(),
    ];
    of("group.txt", seeds.to_vec())
}

/// WebVTT.
pub fn meetings() -> Target {
    let seeds = [
        include_bytes!("../fixtures/transcripts/meeting.vtt").to_vec(),
        include_bytes!("../fixtures/transcripts/voices.vtt").to_vec(),
    ];
    of("group.vtt", seeds.to_vec())
}

/// SubRip.
pub fn films() -> Target {
    let more = "1\r\n00:00:01,000 --> 00:00:02,500 X1:10 X2:20\r\n{\\an8}<font color=\"red\">ANA: Yes.</font>\r\n\r\n";
    let seeds = [include_bytes!("../fixtures/transcripts/captions.srt").to_vec(), more.as_bytes().to_vec()];
    of("group.srt", seeds.to_vec())
}

const LINES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>Ana Ruiz: Who wants to start?</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Bo &amp; Cy: </w:t><w:tab/><w:t>We do, Ana.</w:t><w:br/><w:t>Soon.</w:t></w:r></w:p>
<w:p><w:del w:id="1"><w:r><w:delText>Gone.</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>[00:10:05] Ana Ruiz: Thanks.</w:t></w:r></w:ins></w:p>
<w:sectPr/></w:body></w:document>"#;

const ROWS: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>
<w:tr><w:tc><w:p><w:r><w:t>Speaker</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Text</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Ana</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>The lift was out.</w:t></w:r></w:p></w:tc></w:tr>
</w:tbl></w:body></w:document>"#;

/// A body goes into a document; what is a document already, or no longer looks like a body, stays as it is.
fn document(bytes: &[u8]) -> Vec<u8> {
    if !bytes.starts_with(b"<") {
        return bytes.to_vec();
    }
    pack([("word/document.xml".to_owned(), bytes.to_vec())]).expect("packed")
}

/// Word documents, the container and the body within.
pub fn documents() -> Target {
    let lines = [Line::Heading("Ana Ruiz: Good morning.".into()), Line::Read("Bo Lind: Yes, Ana.".into())];
    let whole = docx::write(&lines).expect("a document");
    let small = document(LINES.as_bytes());
    let seeds = [LINES.as_bytes().to_vec(), ROWS.as_bytes().to_vec(), small, whole];
    of("group.docx", seeds.to_vec()).shaped(document)
}
