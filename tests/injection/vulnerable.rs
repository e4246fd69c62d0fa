//! The control: two pages that put what somebody typed into SQL, as no page of ours does.

use std::collections::BTreeMap;

use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Router, response::Html};
use sqlx::SqlitePool;
use sqlx::sqlite::SqlitePoolOptions;

use crate::sqlmap::Target;

type Fields = BTreeMap<String, String>;
type Shown = Result<Html<String>, StatusCode>;

/// Serves them; where, and what is tried there.
pub async fn open() -> (String, Vec<Target>) {
    let pool = SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await.expect("a database");
    for statement in
        ["create table birds (id integer, name text)", "insert into birds values (1, 'heron'), (2, 'coot')"]
    {
        sqlx::query(statement).execute(&pool).await.expect("made");
    }
    let app: Router = Router::new().route("/shown", get(shown)).route("/sent", post(sent)).with_state(pool);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let host = listener.local_addr().expect("an address").to_string();
    tokio::spawn(async move {
        let _ = axum::serve(listener, app).await;
    });
    let by_form = Target { address: "/sent".into(), body: Some("name=heron".into()) };
    (host, vec![Target { address: "/shown?name=heron".into(), body: None }, by_form])
}

async fn shown(State(pool): State<SqlitePool>, Query(fields): Query<Fields>) -> Shown {
    show(&pool, &fields).await
}

async fn sent(State(pool): State<SqlitePool>, Form(fields): Form<Fields>) -> Shown {
    show(&pool, &fields).await
}

async fn show(pool: &SqlitePool, fields: &Fields) -> Shown {
    let name = fields.get("name").map_or("", String::as_str);
    let ask = format!("select name from birds where name = '{name}'");
    let found: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(ask))
        .fetch_all(pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Html(format!("<!doctype html><title>Birds</title><h1>{} birds</h1><p>{}</p>", found.len(), found.join(", "))))
}
