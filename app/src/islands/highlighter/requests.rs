//! Asking the server: a form's fields go out, what changed comes back and is put in its place.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, HtmlElement, RequestInit, Response, window};

use super::words::by_id;

/// What the server told.
pub struct Told {
    json: JsValue,
}

impl Told {
    /// A sentence under a name; empty where there is none.
    pub fn text(&self, name: &str) -> String {
        get(&self.json, name).as_string().unwrap_or_default()
    }

    /// Whether something holds.
    pub fn is(&self, name: &str) -> bool {
        get(&self.json, name).is_truthy()
    }

    /// Puts what changed in its place.
    pub fn put(&self) {
        for piece in js_sys::Array::from(&get(&self.json, "pieces")).iter() {
            let text = |name: &str| get(&piece, name).as_string().unwrap_or_default();
            if let Some(element) = by_id(&text("id")) {
                element.set_outer_html(&text("html"));
            }
        }
    }
}

fn get(of: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Sends fields to an address; none where no answer of ours came.
pub async fn post(address: &str, fields: &str) -> Option<Told> {
    let headers = Headers::new().ok()?;
    headers.set("accept", "application/json").ok()?;
    headers.set("content-type", "application/x-www-form-urlencoded").ok()?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(&fields.into());
    let answer = JsFuture::from(window()?.fetch_with_str_and_init(address, &request)).await.ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    if answer.status() == 204 {
        return Some(Told { json: JsValue::UNDEFINED });
    }
    let json = JsFuture::from(answer.json().ok()?).await.ok()?;
    Some(Told { json })
}

/// Fields as a form sends them.
pub fn fields(pairs: &[(&str, &str)]) -> String {
    let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
    pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

/// The fields of a form with the button that was pressed.
pub fn of_form(form: &web_sys::HtmlFormElement, button: Option<&HtmlElement>) -> Option<String> {
    let data = web_sys::FormData::new_with_form(form).ok()?;
    if let Some(name) = button.and_then(|button| button.get_attribute("name")) {
        let value = button.and_then(|button| button.get_attribute("value")).unwrap_or_default();
        data.append_with_str(&name, &value).ok()?;
    }
    let query = web_sys::UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    Some(String::from(query.to_string()))
}
