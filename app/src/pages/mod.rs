//! Staff pages, one module per area; each implements the page trait of its area in `server::http::staff`.
