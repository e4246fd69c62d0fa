//! Projects of other coding tools: the XML within, and the container around it.

use server::exchange::archive::pack;
use server::exchange::refi_qda;

use super::trial::Target;

const PROJECT: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="A study &amp; more" origin="Some tool 1.2">
<Users><User guid="00000000-0000-0000-0000-0000000000a1" name="R. Searcher" id="RS"/></Users>
<CodeBook><Codes><Code guid="00000000-0000-0000-0000-00000000000c" name="Rent" isCodable="true" color="#0a1b2c">
<Description>About rent.</Description><Code guid="00000000-0000-0000-0000-00000000000d" name="Deposit" isCodable="false"/></Code></Codes></CodeBook>
<Variables><Variable guid="00000000-0000-0000-0000-0000000000e1" name="beds" typeOfVariable="Integer"/></Variables>
<Cases><Case guid="00000000-0000-0000-0000-0000000000ca" name="Group 1">
<VariableValue><VariableRef targetGUID="00000000-0000-0000-0000-0000000000e1"/><IntegerValue>-3</IntegerValue></VariableValue>
<SourceRef targetGUID="00000000-0000-0000-0000-0000000000f0"/></Case></Cases>
<Sources><TextSource guid="00000000-0000-0000-0000-0000000000f0" name="A text" plainTextPath="internal://a.txt" creationDateTime="2026-03-14T09:00:00Z">
<PlainTextSelection guid="00000000-0000-0000-0000-0000000000b1" name="l" startPosition="2" endPosition="9">
<Coding guid="00000000-0000-0000-0000-0000000000b2"><CodeRef targetGUID="00000000-0000-0000-0000-00000000000C"/></Coding></PlainTextSelection>
</TextSource></Sources>
<Notes><Note guid="00000000-0000-0000-0000-0000000000d1" name="Memo"><PlainTextContent>Some words.</PlainTextContent></Note></Notes>
<Sets><Set guid="00000000-0000-0000-0000-0000000000d2" name="Money"><MemberCode targetGUID="00000000-0000-0000-0000-00000000000c"/></Set></Sets>
</Project>"##;

/// A project goes into a container with its text; what is a container already stays as it is.
fn container(bytes: &[u8]) -> Vec<u8> {
    if !bytes.starts_with(b"<") {
        return bytes.to_vec();
    }
    let text = "🏠 línea\n\tdos, e\u{301} שלום 👩‍👧\n".as_bytes().to_vec();
    pack([("project.qde".to_owned(), bytes.to_vec()), ("sources/a.txt".to_owned(), text)]).expect("packed")
}

/// Projects, in their container or bare.
pub fn target() -> Target {
    let packed = container(PROJECT.as_bytes());
    let own = refi_qda::read("a.qdpx", &packed, None).ok().and_then(|reading| refi_qda::write(&reading.project).ok());
    // A line before the first sign keeps a project out of its container: the bare file that some tools write.
    let bare = PROJECT.replacen("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "", 1).into_bytes();
    let seeds = [PROJECT.as_bytes().to_vec(), bare, packed].into_iter().chain(own).collect();
    Target::new(seeds, |bytes| {
        let Ok(reading) = refi_qda::read("a.qdpx", bytes, None) else { return false };
        refi_qda::losses(&reading.project).losses().count();
        let _ = refi_qda::write(&reading.project);
        true
    })
    .shaped(container)
}
