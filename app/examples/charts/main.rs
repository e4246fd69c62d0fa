//! Every chart in several states, to be looked at: `cargo run -p app -p server -p instruments --example charts -- FOLDER`
//! writes `charts.html` with the stylesheets of the house, and each chart as a picture of its own.

mod samples;

use std::path::PathBuf;
use std::{env, fs, io};

use app::components::chart::svg;
use app::language::Language;
use leptos::prelude::*;

const STYLES: [&str; 3] = [
    include_str!("../../src/style/app.css"),
    include_str!("../../src/style/staff.css"),
    include_str!("../../src/style/chart.css"),
];

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).map_or_else(env::temp_dir, PathBuf::from);
    let language = Language::of(&env::args().nth(2).unwrap_or_else(|| "en".into()));
    fs::create_dir_all(&folder)?;
    let mut body = String::new();
    for (number, (state, chart)) in samples::all().into_iter().enumerate() {
        let figure = Owner::new().with(|| chart.figure(&language).to_html());
        body.push_str(&format!("<h2>{state}</h2>{figure}"));
        fs::write(folder.join(format!("chart-{number}.svg")), svg(&chart, &language))?;
    }
    let page = folder.join("charts.html");
    let (tag, styles) = (&language.0, STYLES.concat());
    let head = format!(
        "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><style>{styles}</style>"
    );
    let html = format!(
        "<!doctype html><html lang=\"{tag}\"><head>{head}<title>Charts</title></head><body class=\"staff\"><main><h1>Charts</h1>{body}</main></body></html>"
    );
    fs::write(&page, html)?;
    println!("{}", page.display());
    Ok(())
}
