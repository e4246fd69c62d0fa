//! Words that a browser would run if a page let it, of our own making: every way into a page, behind everything that can
//! close what stands before. Each has a number, which it writes down when it runs.

/// Ways to be run; `RUN` is the script.
const WAYS: &[&str] = &[
    "<script>RUN</script>",
    "<ScRiPt >RUN</sCrIpT >",
    "<script\n>RUN</script\n>",
    "<img src=x onerror=RUN>",
    "<img/onerror=\"RUN\"/src=x>",
    "<svg onload=RUN>",
    "<svg><script>RUN</script></svg>",
    "<svg><animate onbegin=RUN attributeName=x dur=1s>",
    "<math><mtext><img src=x onerror=RUN></mtext></math>",
    "<iframe srcdoc=\"<script>parent.RUN</script>\"></iframe>",
    "<iframe src=\"javascript:parent.RUN\"></iframe>",
    "<object data=\"javascript:RUN\"></object>",
    "<embed src=\"javascript:RUN\">",
    "<details open ontoggle=RUN>",
    "<video><source onerror=RUN></video>",
    "<audio src=x onerror=RUN>",
    "<input autofocus onfocus=RUN>",
    "<textarea autofocus onfocus=RUN>",
    "<select autofocus onfocus=RUN>",
    "<b tabindex=1 autofocus onfocus=RUN>",
    "<body onload=RUN>",
    "<body onpageshow=RUN>",
    "<style onload=RUN></style>",
    "<link rel=stylesheet href=x onerror=RUN>",
    "<base href=\"//127.0.0.1:9/\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:RUN\">",
    "<a href=\"javascript:RUN\">x</a>",
    "<a href=\"java\tscript:RUN\">x</a>",
    "<form action=\"javascript:RUN\"><button>x</button></form>",
    "<template><script>RUN</script></template>",
    "<noscript><img src=x onerror=RUN></noscript>",
    "&lt;script&gt;RUN&lt;/script&gt;",
    "%3Cscript%3ERUN%3C/script%3E",
    "\\u003cscript\\u003eRUN\\u003c/script\\u003e",
    "＜script＞RUN＜/script＞",
    "javascript:RUN",
    "data:text/html,<script>RUN</script>",
    "{{RUN}}#{RUN}<%=RUN%>",
];

/// What may stand before and has to be closed.
const CLOSED: &[&str] = &["", "\">", "'>", "</title>", "</textarea>", "</script>", "--><!--", "]]>"];

/// Every way behind everything that can be closed, and attributes that go on where a value ends.
pub fn payloads() -> Vec<String> {
    let closed = CLOSED.iter().flat_map(|before| WAYS.iter().map(move |way| format!("{before}{way}")));
    let inside = ["\" onfocus=\"RUN\" autofocus x=\"", "' onfocus='RUN' autofocus x='", "` onfocus=`RUN` autofocus"];
    let all = closed.chain(inside.map(str::to_owned));
    all.enumerate().map(|(number, words)| words.replace("RUN", &format!("self.struck={number}"))).collect()
}

/// The numbers of the payloads that stand in a text.
pub fn numbers(text: &str) -> impl Iterator<Item = usize> + '_ {
    let rests = text.split("self.struck=").skip(1);
    rests.filter_map(|rest| rest.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok())
}

/// Whether markup of a payload stands in a page as markup, and not as words.
pub fn is_raw(page: &str) -> bool {
    let mut tags = WAYS.iter().filter(|way| way.starts_with('<')).filter_map(|way| way.split_once("RUN"));
    tags.any(|(before, _)| page.contains(&format!("{before}self.struck=")))
}

/// As an address holds it.
pub fn encoded(words: &str) -> String {
    words.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
