//! A respondent without script, over plain HTTP: reads forms as a browser would, fills them, follows the way on.

#![allow(dead_code, reason = "several tests share this, and none uses all of it")]

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// One person with one cookie jar and one kept-open connection.
pub struct Respondent {
    host: String,
    connection: Option<TcpStream>,
    /// The session cookies, by name.
    pub cookies: BTreeMap<String, String>,
    /// The address of the page last shown.
    pub address: String,
    /// The page last shown.
    pub page: String,
    /// The address that they come from, where it is not any; on Linux each of 127.0.0.0/8 is this machine.
    pub from: Option<Ipv4Addr>,
    /// What their browser and the way tell of them: whole lines of headers.
    pub tells: String,
}

/// What a server answered.
#[derive(Debug)]
pub struct Answered {
    /// Status code.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body as text.
    pub body: String,
}

/// A field of a form with what may be given to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name.
    pub name: String,
    /// `radio`, `checkbox`, `select`, `text`, `textarea`, `number`, `button`.
    pub kind: String,
    /// The value, or every value of a select.
    pub values: Vec<String>,
    /// Whether a browser would send it untouched.
    pub chosen: bool,
}

impl Respondent {
    /// Somebody who has not opened anything yet; `host` is `127.0.0.1:port`.
    pub fn new(host: &str) -> Self {
        Self {
            host: host.to_owned(),
            connection: None,
            cookies: BTreeMap::new(),
            address: String::new(),
            page: String::new(),
            from: None,
            tells: String::new(),
        }
    }

    /// From now on another process answers, which serves the same addresses.
    pub fn moves_to(&mut self, host: &str) {
        host.clone_into(&mut self.host);
        self.hang_up();
    }

    /// Closes the kept connection.
    pub fn hang_up(&mut self) {
        self.connection = None;
    }

    /// Opens an address and follows redirects.
    pub async fn open(&mut self, address: &str) -> std::io::Result<u16> {
        let mut address = address.to_owned();
        for _ in 0..10 {
            let answered = self.ask("GET", &address, None).await?;
            match answered.header("location").filter(|_| answered.status / 100 == 3) {
                Some(next) => address = next.to_owned(),
                None => {
                    self.address = address;
                    self.page = answered.body;
                    return Ok(answered.status);
                }
            }
        }
        Err(std::io::Error::other("too many redirects"))
    }

    /// Sends a form; a form is always answered by a redirect, which is followed.
    pub async fn send(&mut self, action: &str, fields: &[(String, String)]) -> std::io::Result<u16> {
        let answered = self.ask("POST", action, Some(encode(fields))).await?;
        if answered.status != 303 {
            self.page = answered.body;
            return Ok(answered.status);
        }
        let next = answered.header("location").unwrap_or("/").to_owned();
        self.open(&next).await
    }

    /// One request, one answer, on the kept connection (a second try on a new one when it was closed meanwhile).
    pub async fn ask(&mut self, method: &str, address: &str, body: Option<String>) -> std::io::Result<Answered> {
        let kept = self.connection.is_some();
        match self.exchange(method, address, body.as_deref()).await {
            Err(_) if kept && method == "GET" => {
                self.connection = None;
                self.exchange(method, address, body.as_deref()).await
            }
            other => other,
        }
    }

    async fn exchange(&mut self, method: &str, address: &str, body: Option<&str>) -> std::io::Result<Answered> {
        let request = self.request(method, address, body);
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        connection.set_nodelay(true)?;
        connection.write_all(request.as_bytes()).await?;
        let answered = read(&mut connection).await?;
        self.connection = Some(connection);
        self.keep_cookies(&answered);
        Ok(answered)
    }

    async fn connect(&self) -> std::io::Result<TcpStream> {
        let Some(from) = self.from else { return TcpStream::connect(&self.host).await };
        let socket = TcpSocket::new_v4()?;
        socket.bind((from, 0).into())?;
        socket.connect(self.host.parse::<SocketAddr>().map_err(std::io::Error::other)?).await
    }

    fn request(&self, method: &str, address: &str, body: Option<&str>) -> String {
        let path = address.strip_prefix("http://").map_or(address, |rest| rest.find('/').map_or("/", |at| &rest[at..]));
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookie = if cookies.is_empty() { String::new() } else { format!("cookie: {}\r\n", cookies.join("; ")) };
        let (host, tells) = (&self.host, &self.tells);
        let head = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\naccept-language: en\r\n{tells}{cookie}");
        match body {
            None => format!("{head}\r\n"),
            Some(body) => format!(
                "{head}sec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            ),
        }
    }

    fn keep_cookies(&mut self, answered: &Answered) {
        for (_, set) in answered.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let pair = set.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Answered {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

async fn read(connection: &mut TcpStream) -> std::io::Result<Answered> {
    let mut bytes = Vec::with_capacity(16 * 1024);
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if connection.read_buf(&mut bytes).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).unwrap_or(0);
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    let length: usize = length.unwrap_or(0);
    while bytes.len() < end + 4 + length {
        if connection.read_buf(&mut bytes).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
    let body = String::from_utf8_lossy(&bytes[end + 4..end + 4 + length]).into_owned();
    Ok(Answered { status, headers, body })
}

/// Fields as a form sends them.
pub fn encode(fields: &[(String, String)]) -> String {
    let escape = |text: &str| {
        text.bytes().fold(String::new(), |mut out, byte| {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => out.push(byte as char),
                b' ' => out.push('+'),
                _ => out.push_str(&format!("%{byte:02X}")),
            }
            out
        })
    };
    fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect::<Vec<_>>().join("&")
}

/// The main form of a page: where it goes, and its fields in order.
pub fn form(page: &str) -> Option<(String, Vec<Field>)> {
    forms(page).next().map(|form| (form.action, form.fields))
}

/// A form of a page.
#[derive(Clone, Debug)]
pub struct Form {
    /// Whether it changes something: it is sent by `POST`.
    pub posts: bool,
    /// Where it goes.
    pub action: String,
    /// In order.
    pub fields: Vec<Field>,
}

/// All forms of a page that go somewhere.
pub fn forms(page: &str) -> impl Iterator<Item = Form> {
    let main = page.find("<main").map_or(page, |at| &page[at..]);
    main.split("<form").skip(1).filter_map(one)
}

/// The form of which this is what comes after its first word.
fn one(rest: &str) -> Option<Form> {
    let text = &rest[..rest.find("</form>")?];
    let head = &text[..text.find('>')?];
    let (action, posts) = (attribute(head, "action")?, attribute(head, "method").is_some_and(|how| how == "post"));
    let mut fields: Vec<Field> = Vec::new();
    for tag in text.split('<').skip(1) {
        let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
        let name = attribute(tag, "name");
        let value = attribute(tag, "value");
        let kind = tag.split([' ', '/']).next().unwrap_or_default();
        match (kind, name) {
            ("input", Some(name)) => {
                let kind = attribute(tag, "type").unwrap_or_else(|| "text".into());
                let chosen = has(tag, "checked") || !matches!(kind.as_str(), "radio" | "checkbox");
                fields.push(Field { name, kind, values: vec![value.unwrap_or_default()], chosen });
            }
            ("select", Some(name)) => {
                fields.push(Field { name, kind: "select".into(), values: Vec::new(), chosen: true })
            }
            ("textarea", Some(name)) => {
                fields.push(Field { name, kind: "textarea".into(), values: vec![String::new()], chosen: true });
            }
            ("button", Some(name)) => {
                let values = vec![value.unwrap_or_default()];
                fields.push(Field { name, kind: "button".into(), values, chosen: false });
            }
            ("option", None) => {
                if let Some(field) = fields.iter_mut().rev().find(|field| field.kind == "select") {
                    field.values.push(value.unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    Some(Form { posts, action, fields })
}

fn has(tag: &str, name: &str) -> bool {
    tag.split([' ', '/']).any(|part| part == name || part.starts_with(&format!("{name}=")))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = &tag[start..start + tag[start..].find('"')?];
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#x27;", "'")
            .replace("&amp;", "&"),
    )
}

/// Answers every field of a form in a plausible way, as a hurried person would: the first choice of each, short words.
pub fn fill(fields: &[Field]) -> Vec<(String, String)> {
    let mut filled: Vec<(String, String)> = Vec::new();
    let mut ranks = BTreeMap::new();
    for field in fields {
        let known = filled.iter().any(|(name, _)| *name == field.name);
        let value = match field.kind.as_str() {
            "radio" | "checkbox" if !known && !field.name.ends_with("~missing") && field.name != "_want-code" => {
                Some(field.values[0].clone())
            }
            "select" => {
                let group = field.name.rsplit_once(".place.").map_or(field.name.as_str(), |(group, _)| group);
                let next = ranks.entry(group.to_owned()).or_insert(0_usize);
                *next += 1;
                field.values.iter().filter(|value| !value.is_empty()).nth(*next - 1).cloned()
            }
            "number" => Some("3".to_owned()),
            "text" if field.name.ends_with(".year") => Some("2024".to_owned()),
            "text" if field.name.ends_with(".month") => Some("3".to_owned()),
            "text" => Some("3".to_owned()),
            "textarea" => Some("A door that locks, and people who ask first.".to_owned()),
            "hidden" => Some(field.values[0].clone()),
            _ => None,
        };
        filled.extend(value.map(|value| (field.name.clone(), value)));
    }
    filled
}
