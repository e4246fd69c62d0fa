//! Projects of other tools, written by hand, and one of our own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

use server::exchange::archive::pack;
use server::exchange::refi_qda::{
    self, Case, Code, Coding, Datum, Kind, Note, Project, Reading, Selection, Set, Source, Stamp, User, Value, Variable,
};

/// Reads, or says why not.
pub fn read(name: &str, bytes: &[u8]) -> Reading {
    refi_qda::read(name, bytes, None).unwrap_or_else(|problem| panic!("{name}: {problem:?}"))
}

/// The code of a refusal and its place: an entry or a line. It always names the file.
pub fn problem(name: &str, bytes: &[u8]) -> (&'static str, String) {
    let problem = refi_qda::read(name, bytes, None).expect_err(name);
    assert!(problem.place.id.starts_with(name) && problem.values["file"].starts_with(name), "{problem:?}");
    (problem.code, problem.values.get("entry").or(problem.values.get("line")).cloned().unwrap_or_default())
}

/// A container of some files.
pub fn container(files: &[(&str, &[u8])]) -> Vec<u8> {
    pack(files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()))).unwrap()
}

/// A project with one code and some sources.
pub fn project_xml(sources: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"A project\"><CodeBook><Codes>\
         <Code guid=\"00000000-0000-0000-0000-00000000000c\" name=\"Code\" isCodable=\"true\"/></Codes></CodeBook>\
         <Cases><Case guid=\"00000000-0000-0000-0000-0000000000ca\"><SourceRef targetGUID=\"00000000-0000-0000-0000-0000000000f0\"/></Case></Cases>\
         <Sources>{sources}</Sources></Project>"
    )
}

/// A source whose text lies at a path.
pub fn text_source(path: &str, selections: &str) -> String {
    format!(
        "<TextSource guid=\"00000000-0000-0000-0000-0000000000f0\" name=\"A text\" plainTextPath=\"{path}\">{selections}</TextSource>"
    )
}

/// A selection with one code.
pub fn coded(name: &str, start: usize, end: usize) -> String {
    let name = name.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\n', "&#10;");
    let guid = refi_qda::derived("test", &format!("{start} {end} {name}"));
    let coding = refi_qda::derived("coding", &guid.to_string());
    format!(
        "<PlainTextSelection guid=\"{guid}\" name=\"{name}\" startPosition=\"{start}\" endPosition=\"{end}\"><Coding guid=\"{coding}\">\
         <CodeRef targetGUID=\"00000000-0000-0000-0000-00000000000C\"/></Coding></PlainTextSelection>"
    )
}

/// Every habit that has been seen, in one file.
pub fn habits() -> String {
    r##"<?xml version="1.0" standalone="no" ?><!-- a comment -->
<q:Project xmlns:q="urn:QDA-XML:project:1:0" xmlns:x="urn:other" basePath="/Users/somebody">
 <Users/>
 <q:CodeBook><q:Codes>
  <q:Code guid="{AAAAAAAA-0000-0000-0000-000000000001}" name="Above" isCodable="0" color="#ABC"><Description></Description>
   <q:Code guid="aaaaaaaa-0000-0000-0000-000000000002" name="Under &amp; &lt;out&gt;" isCodable="1" color="red"><Description>Two&#13;
lines</Description></q:Code>
  </q:Code>
  <q:Code guid="c001" name="" color="00FF00"/>
  <q:Code guid="AAAAAAAA-0000-0000-0000-000000000002" name="Twin" description="as an attribute"/>
 </q:Codes><Sets/></q:CodeBook>
 <Variables><Variable guid="bbbbbbbb-0000-0000-0000-000000000001" name="Age" typeOfVariable="Enum"/></Variables>
 <Cases><Case guid="cccccccc-0000-0000-0000-000000000001">
  <VariableValue><VariableRef targetGUID="bbbbbbbb-0000-0000-0000-000000000001"/></VariableValue>
  <VariableValue><VariableRef targetGUID="bbbbbbbb-0000-0000-0000-000000000001"/><IntegerValue>many</IntegerValue></VariableValue>
  <SourceRef targetGUID="99999999-0000-0000-0000-000000000000"/>
 </Case></Cases>
 <Sources><TextSource guid="dddddddd-0000-0000-0000-000000000001" plainTextPath="internal://a.txt">
  <PlainTextSelection name="Long" startPosition="0" endPosition="4">
   <Coding guid="eeeeeeee-0000-0000-0000-000000000001" creatingUser="ffffffff-0000-0000-0000-000000000001" creationDateTime="yesterday">
    <CodeRef targetGUID="{aaaaaaaa-0000-0000-0000-000000000001}"/><NoteRef targetGUID="99999999-0000-0000-0000-000000000000"/></Coding>
  </PlainTextSelection>
  <PlainTextSelection guid="dddddddd-0000-0000-0000-000000000003" name="days" startPosition="9" endPosition="5"><Description>a memo without a code</Description></PlainTextSelection>
  <PlainTextSelection guid="dddddddd-0000-0000-0000-000000000004" name="point" startPosition="3" endPosition="3">
   <Coding guid="eeeeeeee-0000-0000-0000-000000000002"><CodeRef targetGUID="AAAAAAAA-0000-0000-0000-000000000001"/></Coding></PlainTextSelection>
  <PlainTextSelection guid="dddddddd-0000-0000-0000-000000000005" startPosition="5" endPosition="500">
   <Coding guid="eeeeeeee-0000-0000-0000-000000000003"><CodeRef targetGUID="AAAAAAAA-0000-0000-0000-000000000001"/></Coding></PlainTextSelection>
  <PlainTextSelection guid="dddddddd-0000-0000-0000-000000000006" startPosition="" endPosition="x"/>
  <PlainTextSelection guid="dddddddd-0000-0000-0000-000000000007" startPosition=" 0" endPosition="4 ">
   <Coding guid="eeeeeeee-0000-0000-0000-000000000004"><CodeRef targetGUID="AAAAAAAA-0000-0000-0000-000000000001"/></Coding>
   <Coding guid="eeeeeeee-0000-0000-0000-000000000005"><CodeRef targetGUID="99999999-0000-0000-0000-000000000000"/></Coding></PlainTextSelection>
  <x:Extra>of another program</x:Extra>
 </TextSource></Sources>
 <Future><Thing/></Future>
</q:Project>"##
        .to_owned()
}

/// A PDF with its text and a recording with its transcript.
pub const MEDIA: &str = r##"<PDFSource guid="00000000-0000-0000-0000-0000000000f0" name="Report.pdf" path="internal://r.pdf">
 <PDFSelection guid="00000000-0000-0000-0000-0000000000a1" page="0" firstX="1" firstY="1" secondX="2" secondY="2"><Coding guid="00000000-0000-0000-0000-0000000000a2"><CodeRef targetGUID="00000000-0000-0000-0000-00000000000c"/></Coding></PDFSelection>
 <PDFSelection guid="00000000-0000-0000-0000-0000000000a3" page="1" firstX="1" firstY="1" secondX="2" secondY="2"><Coding guid="00000000-0000-0000-0000-0000000000a4"><CodeRef targetGUID="00000000-0000-0000-0000-00000000000c"/></Coding></PDFSelection>
 <Representation guid="00000000-0000-0000-0000-0000000000a5" plainTextPath="internal://r.txt"><PlainTextSelection guid="00000000-0000-0000-0000-0000000000a1" name="page" startPosition="2" endPosition="6"/></Representation>
 <Coding guid="00000000-0000-0000-0000-0000000000a6"><CodeRef targetGUID="00000000-0000-0000-0000-00000000000c"/></Coding>
</PDFSource>
<AudioSource guid="00000000-0000-0000-0000-0000000000b0" name="talk.mp3" path="relative:///talk.mp3">
 <Transcript guid="00000000-0000-0000-0000-0000000000b1" name="talk" plainTextPath="internal://t.txt">
  <SyncPoint guid="00000000-0000-0000-0000-0000000000b2" position="12" timeStamp="900"/><SyncPoint guid="00000000-0000-0000-0000-0000000000b3" position="22" timeStamp="1900"/>
  <TranscriptSelection guid="00000000-0000-0000-0000-0000000000b4" fromSyncPoint="00000000-0000-0000-0000-0000000000b2" toSyncPoint="00000000-0000-0000-0000-0000000000b3"/>
 </Transcript>
</AudioSource>"##;

/// Codes without memos.
pub fn bare(codes: &[Code]) -> Vec<Code> {
    let strip = |code: &Code| Code { notes: Vec::new(), codes: bare(&code.codes), ..code.clone() };
    codes.iter().map(strip).collect()
}

/// A project that uses everything.
pub fn sample() -> Project {
    let guid = |words: &str| refi_qda::derived("sample", words);
    let stamp = Stamp { user: Some(guid("user")), created: Some(jiff::civil::date(2026, 3, 14)) };
    let coding =
        |words: &str, code: &str| Coding { guid: guid(words), code: guid(code), notes: vec![guid("note")], stamp };
    let code = |words: &str, codes: Vec<Code>| Code {
        guid: guid(words),
        name: words.to_owned(),
        description: Some(format!("About {words}.\n\nInclude when: \"always\" & <more>\n\nExample: =1+1 🏠")),
        colour: Some("#0a1b2c".into()),
        is_codable: true,
        notes: Vec::new(),
        codes,
    };
    let mut above = code("Above", vec![code("Under", Vec::new()), code("=Formula", Vec::new())]);
    above.is_codable = false;
    above.notes.push(guid("note"));
    let selection = Selection {
        guid: guid("selection"),
        name: Some("línea \"two\"\n🏠".into()),
        description: Some("A comment\nin two lines.".into()),
        start: 2,
        end: 9,
        codings: vec![coding("one", "Under"), coding("two", "Above")],
        notes: vec![guid("note")],
        stamp,
    };
    let value = |words: &str, datum: Datum| Value { variable: guid(words), datum };
    let kinds = [
        ("text", Kind::Text, Datum::Text("a < b & \"c\"".into())),
        ("yes", Kind::Boolean, Datum::Boolean(true)),
        ("whole", Kind::Integer, Datum::Integer(-3)),
        ("number", Kind::Float, Datum::Float(0.25)),
        ("day", Kind::Date, Datum::Date(jiff::civil::date(2025, 12, 31))),
        ("moment", Kind::DateTime, Datum::DateTime(jiff::civil::date(2026, 1, 1))),
    ];
    let values: Vec<Value> = kinds.iter().map(|(words, _, datum)| value(words, datum.clone())).collect();
    Project {
        name: "A study & more".into(),
        origin: String::new(),
        description: Some("What it is about.".into()),
        users: vec![User { guid: guid("user"), name: "R. Searcher".into(), id: Some("RS".into()) }],
        codes: vec![above, code("Alone", Vec::new())],
        sets: vec![
            Set {
                guid: guid("set"),
                name: "Money, =rent".into(),
                description: Some("Pick one.".into()),
                codes: vec![guid("Under"), guid("Alone")],
                ..Set::default()
            },
            Set {
                guid: guid("set 2"),
                name: "Spring".into(),
                sources: vec![guid("source")],
                notes: vec![guid("note")],
                ..Set::default()
            },
        ],
        variables: kinds
            .iter()
            .map(|(words, kind, _)| Variable {
                guid: guid(words),
                name: (*words).into(),
                description: None,
                kind: *kind,
            })
            .collect(),
        cases: vec![Case {
            guid: guid("case"),
            name: Some("Group 1".into()),
            description: None,
            codes: vec![guid("Alone")],
            values: values.clone(),
            sources: vec![guid("source")],
            selections: vec![guid("selection")],
        }],
        sources: vec![Source {
            guid: guid("source"),
            name: "Group 1.txt".into(),
            description: None,
            text: Some("🏠 línea\n\tdos, e\u{301} שלום 👩‍👧\n".into()),
            selections: vec![selection],
            codings: vec![coding("three", "Alone")],
            notes: vec![guid("note")],
            values,
            stamp,
        }],
        notes: vec![Note {
            guid: guid("note"),
            name: "Memo".into(),
            description: None,
            text: Some("Think about\n  this & that.\n".into()),
            stamp,
        }],
        on_project: vec![guid("note")],
    }
}
