//! The program `tidemark`: hands its pages to the server.

use std::{process::ExitCode, sync::Arc};

fn main() -> ExitCode {
    server::http::assets::provide(app::assets::ASSETS);
    server::run(server::http::Pages {
        respond: Arc::new(app::respond::RespondPages),
        staff: Arc::new(app::pages::StaffPages),
    })
}
