//! Two notes stand on a page, folded, and a form for a new one; one of the three was sent after the study locked.

use super::*;
use server::http::staff::Fields;

const PAGE: &str = r##"<a class="to-form" href="#content">x</a>
<details class="a"><summary>Change</summary><form method="post" action="/memo"><input type="hidden" name="memo" value="1"><textarea id="w1" name="words">one</textarea></form></details>
<details class="b"><summary>Change</summary><form method="post" action="/memo"><input type="hidden" name="memo" value="2"><input type="hidden" name="fresh" value="zz"><textarea id="w2" name="words">two</textarea>
<details><summary>More</summary><input name="line" value="old"></details>
<select name="kind"><option value="a" selected>A</option><option value="b">B</option></select>
<input type="checkbox" name="tick" value="t"><input type="checkbox" name="off" checked><input type="checkbox" name="sure" value="on"></form></details>
<details class="c"><form method="post" action="/memo"><input type="hidden" name="memo" value=""><textarea id="w" name="words"></textarea></form></details>"##;

fn sent(form: &str, fields: &[(&str, &str)]) -> Again {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Again { code: "x".into(), form: form.into(), fields: Fields(fields), ..Again::default() }
}

#[test]
fn the_form_that_was_sent_comes_back_open_and_filled_and_no_other() {
    let fields = [("memo", "2"), ("fresh", "yy"), ("words", "mine & <new>"), ("line", "a \"b\""), ("kind", "b")];
    let more = [("tick", "t"), ("sure", "on")];
    let page = refill(PAGE.to_owned(), &sent("/memo", &[&fields[..], &more[..]].concat()));
    assert!(page.contains("<details open class=\"b\">") && page.contains("<details open><summary>More"), "{page}");
    assert!(page.contains("<details class=\"a\">") && page.contains("<details class=\"c\">"), "control: {page}");
    assert!(page.contains(">mine &amp; &lt;new></textarea>") && page.contains(">one</textarea>"), "{page}");
    assert!(page.contains("value=\"a &quot;b&quot;\""), "{page}");
    assert!(page.contains("<option value=\"a\" >A") && page.contains("<option selected value=\"b\">B"), "{page}");
    assert!(page.contains("<input checked type=\"checkbox\" name=\"tick\""), "{page}");
    assert!(page.contains("name=\"off\" >") && page.contains("name=\"sure\" value=\"on\">"), "{page}");
    assert!(page.contains("href=\"#w2\""), "{page}");
}

#[test]
fn a_new_note_comes_back_in_its_own_form() {
    let page = refill(PAGE.to_owned(), &sent("/memo", &[("memo", ""), ("words", "\nnew")]));
    assert!(page.contains("<details open class=\"c\">") && page.contains(">\n\nnew</textarea>"), "{page}");
    assert!(page.contains(">one</textarea>") && page.contains(">two</textarea>"), "{page}");
}

#[test]
fn a_form_that_is_only_a_button_is_unfolded_and_led_to() {
    let page = r##"<a class="to-form" href="#content">x</a><details><form method="post" action="/key"><button>Give</button></form></details>"##;
    let page = refill(page.to_owned(), &sent("/key", &[]));
    assert!(page.contains("<details open><form id=\"sent-form\"") && page.contains("href=\"#sent-form\""), "{page}");
}

#[test]
fn a_page_without_the_form_stays_as_it_is() {
    for again in [sent("", &[("memo", "2")]), sent("/other", &[("memo", "2")]), sent("/memo", &[("memo", "3")])] {
        assert_eq!(refill(PAGE.to_owned(), &again), PAGE);
    }
}
