//! Two researchers read and code a study over HTTP, with plain forms and as the page's script does; a coder, a reader, a
//! coordinator and a stranger try to do what they may not.

#[path = "../platform/mod.rs"]
mod platform;
#[path = "../reading/mod.rs"]
mod reading;

mod acts;
mod list;
mod locked;
mod rounds;
mod safety;
