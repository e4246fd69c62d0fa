//! What differs between the two databases in the schema: the migrations are written for SQLite, and PostgreSQL is given
//! them after the substitutions listed here.
