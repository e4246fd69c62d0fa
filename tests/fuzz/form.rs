//! What a stranger sends instead of a respondent's form: decoded, read as a page's answers, and worked out.

use axum::body::Body;
use axum::extract::FromRequest;
use axum::http::{Request, header};
use instruments::{Answers, complete, read_page};
use server::http::respond::Form;

use super::trial::Target;

const SEEDS: &[&str] = &[
    "role=manager&offers=beds&offers=food&has_beds=yes&beds_free=4&_go=on",
    "role=~missing&offers~missing=prefer_not&has_beds=no&skip-part=ratings",
    "story=The+door+sticks.%0AIt+did+last+year.&nickname=Heron&_language=es",
    "rooms.1.size=2&rooms.2.size=3&rooms=2&_go=add&since.month=05&since.year=2020",
    "ease=4&rank.place.1=food&rank.place.2=beds&%C3%A9=%F0%9F%8F%A0&_resume=1&_code=ABCD-EFGH",
];

/// Bodies of forms.
pub fn target() -> Target {
    let instrument = instruments::parse(include_str!("../fixtures/every_kind.toml")).expect("a sound instrument");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let mut asked = 0_u32;
    let seeds = SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect();
    Target::new(seeds, move |bytes| {
        let request = Request::post("/s/1").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.body(Body::from(bytes.to_vec())).expect("a request");
        let Ok(form) = runtime.block_on(Form::from_request(request, &())) else { return false };
        let page = bytes.len() % instrument.sections.len();
        let answers = read_page(&instrument, page, &form.answers(), &Answers::new()).answers;
        asked += 1;
        if asked.is_multiple_of(4) {
            complete(&instrument, &answers);
        }
        form.go();
        true
    })
}
