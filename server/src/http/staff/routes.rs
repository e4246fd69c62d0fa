//! The routes of the plane as a list: the router is made from it, and so is the test that walks every route as people
//! who may not. What a route asks for is asked before anything of a form is read, so no handler can forget it. To add a
//! route: a line with its address, what it asks for and its handler.

use std::pin::Pin;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request};
use axum::handler::Handler;
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::{self, MethodRouter};
use axum::{Extension, Router};

use super::around::Around;
use super::session::{Member, Person};
use crate::Error;
use crate::access::{Action, Role, allows};
use crate::http::State;

/// What a route asks of whoever comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Nothing, or a secret that is typed: a passphrase, a code, the kit.
    Nothing,
    /// The visit of a reviewer from outside, and nothing of anybody else.
    Reviewer,
    /// Somebody signed in.
    SignedIn,
    /// An owner of the installation.
    Installation,
    /// A member of the study, in any role.
    Membership,
    /// A member whose role allows this in the table.
    May(Action),
    /// A member whose role allows one of the two; how much is shown depends on which.
    Either(Action, Action),
}

impl Asks {
    /// Whether a member of this role gets past; `None` where the route is of no study.
    pub fn of(self, role: Role) -> Option<bool> {
        match self {
            Self::Nothing | Self::Reviewer | Self::SignedIn | Self::Installation => None,
            Self::Membership => Some(true),
            Self::May(action) => Some(allows(role, action)),
            Self::Either(one, other) => Some(allows(role, one) || allows(role, other)),
        }
    }

    /// The answer to somebody who does not get past: the sign-in page, nothing there, or not theirs to do.
    async fn refuse(self, parts: &mut Parts, state: &Arc<State>) -> Option<Response> {
        let past = match self {
            Self::Nothing | Self::Reviewer => Ok(true),
            Self::SignedIn => Person::from_request_parts(parts, state).await.map(|_| true),
            Self::Installation => {
                Person::from_request_parts(parts, state).await.map(|person| person.installation_owner)
            }
            Self::Membership | Self::May(_) | Self::Either(..) => {
                Member::from_request_parts(parts, state).await.map(|member| self.of(member.role) == Some(true))
            }
        };
        match past {
            Ok(true) => None,
            Ok(false) => {
                let around = Around::from_request_parts(parts, state).await.ok().map(Arc::new);
                Some((around.map(Extension), Error::Forbidden).into_response())
            }
            Err(answer) => Some(answer),
        }
    }
}

impl From<Action> for Asks {
    fn from(action: Action) -> Self {
        Self::May(action)
    }
}

/// A handler behind what its route asks for.
#[derive(Clone)]
struct Guarded<H> {
    asks: Asks,
    handler: H,
}

impl<H, T> Handler<T, Arc<State>> for Guarded<H>
where
    H: Handler<T, Arc<State>>,
    T: 'static,
{
    type Future = Pin<Box<dyn Future<Output = Response> + Send>>;

    fn call(self, request: Request, state: Arc<State>) -> Self::Future {
        Box::pin(async move {
            let (mut parts, body) = request.into_parts();
            match self.asks.refuse(&mut parts, &state).await {
                Some(answer) => answer,
                None => self.handler.call(Request::from_parts(parts, body), state).await,
            }
        })
    }
}

/// One route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: Method,
    /// The address with its placeholders: `/studies/{study}/people`.
    pub path: String,
    /// What it asks of whoever comes.
    pub asks: Asks,
}

/// Routes with their handlers.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    router: Router<Arc<State>>,
    list: Vec<Route>,
}

impl Routes {
    /// No route yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page.
    pub fn get<H, T>(self, path: &str, asks: impl Into<Asks>, handler: H) -> Self
    where
        H: Handler<T, Arc<State>>,
        T: 'static,
    {
        let asks = asks.into();
        let guarded = routing::get::<Guarded<H>, T, Arc<State>>(Guarded { asks, handler });
        self.add(Method::GET, path, asks, guarded)
    }

    /// A form.
    pub fn post<H, T>(self, path: &str, asks: impl Into<Asks>, handler: H) -> Self
    where
        H: Handler<T, Arc<State>>,
        T: 'static,
    {
        let asks = asks.into();
        let guarded = routing::post::<Guarded<H>, T, Arc<State>>(Guarded { asks, handler });
        self.add(Method::POST, path, asks, guarded)
    }

    fn add(mut self, method: Method, path: &str, asks: Asks, handler: MethodRouter<Arc<State>>) -> Self {
        self.list.push(Route { method, path: path.to_owned(), asks });
        Self { router: self.router.route(path, handler), list: self.list }
    }

    /// Those of another area as well.
    pub fn merge(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        Self { router: self.router.merge(other.router), list: self.list }
    }

    /// The list, in the order of the areas.
    pub fn list(&self) -> &[Route] {
        &self.list
    }

    /// The router that serves exactly the list.
    pub fn router(self) -> Router<Arc<State>> {
        self.router
    }
}
