//! What is bound to a statement: the five kinds of values that the schema knows, each of which may be missing. A missing
//! one keeps its kind, since PostgreSQL asks for it.

use std::borrow::Cow;

use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, Database, Encode, Type};

/// One bound value.
#[derive(Clone, Debug)]
pub enum Value<'q> {
    /// `text`
    Text(Option<Cow<'q, str>>),
    /// `blob` or `bytea`
    Bytes(Option<Cow<'q, [u8]>>),
    /// `bigint`
    Whole(Option<i64>),
    /// `double precision`
    Real(Option<f64>),
    /// `boolean`
    Truth(Option<bool>),
}

/// What can be bound.
pub trait Bind<'q> {
    /// Its kind, where it is missing.
    const MISSING: Value<'q>;

    /// As it is bound.
    fn value(self) -> Value<'q>;
}

impl<'q, T: Bind<'q>> Bind<'q> for Option<T> {
    const MISSING: Value<'q> = T::MISSING;

    fn value(self) -> Value<'q> {
        self.map_or(T::MISSING, T::value)
    }
}

impl<'q, T> Bind<'q> for &'q Option<T>
where
    &'q T: Bind<'q>,
{
    const MISSING: Value<'q> = <&'q T>::MISSING;

    fn value(self) -> Value<'q> {
        self.as_ref().value()
    }
}

macro_rules! bind {
    ($($type:ty => $kind:ident($self:ident $value:expr)),* $(,)?) => {$(
        impl<'q> Bind<'q> for $type {
            const MISSING: Value<'q> = Value::$kind(None);

            fn value($self) -> Value<'q> {
                Value::$kind(Some($value))
            }
        }
    )*};
}

bind! {
    &'q str => Text(self Cow::Borrowed(self)),
    &'q &'q str => Text(self Cow::Borrowed(self)),
    &'q String => Text(self Cow::Borrowed(self)),
    String => Text(self Cow::Owned(self)),
    Cow<'q, str> => Text(self self),
    &'q [u8] => Bytes(self Cow::Borrowed(self)),
    &'q &'q [u8] => Bytes(self Cow::Borrowed(self)),
    &'q Vec<u8> => Bytes(self Cow::Borrowed(self)),
    Vec<u8> => Bytes(self Cow::Owned(self)),
    i64 => Whole(self self),
    &'q i64 => Whole(self *self),
    i32 => Whole(self self.into()),
    u32 => Whole(self self.into()),
    f64 => Real(self self),
    &'q f64 => Real(self *self),
    bool => Truth(self self),
    &'q bool => Truth(self *self),
}

impl<'q, const N: usize> Bind<'q> for &'q [u8; N] {
    const MISSING: Value<'q> = Value::Bytes(None);

    fn value(self) -> Value<'q> {
        Value::Bytes(Some(Cow::Borrowed(self)))
    }
}

impl<'q, const N: usize> Bind<'q> for [u8; N] {
    const MISSING: Value<'q> = Value::Bytes(None);

    fn value(self) -> Value<'q> {
        Value::Bytes(Some(Cow::Owned(self.to_vec())))
    }
}

/// A database whose arguments these values can become.
pub(super) trait Takes: Database {
    /// All values, in order.
    fn arguments(values: Vec<Value<'_>>) -> sqlx::Result<Self::Arguments>;
}

impl Takes for sqlx::Sqlite {
    fn arguments(values: Vec<Value<'_>>) -> sqlx::Result<SqliteArguments> {
        collect::<Self>(values)
    }
}

impl Takes for sqlx::Postgres {
    fn arguments(values: Vec<Value<'_>>) -> sqlx::Result<PgArguments> {
        collect::<Self>(values)
    }
}

fn collect<D>(values: Vec<Value<'_>>) -> sqlx::Result<D::Arguments>
where
    D: Database,
    for<'t> Option<String>: Encode<'t, D> + Type<D>,
    for<'t> Option<Vec<u8>>: Encode<'t, D> + Type<D>,
    for<'t> Option<i64>: Encode<'t, D> + Type<D>,
    for<'t> Option<f64>: Encode<'t, D> + Type<D>,
    for<'t> Option<bool>: Encode<'t, D> + Type<D>,
{
    let mut arguments = D::Arguments::default();
    for value in values {
        match value {
            Value::Text(text) => arguments.add(text.map(Cow::into_owned)),
            Value::Bytes(bytes) => arguments.add(bytes.map(Cow::into_owned)),
            Value::Whole(number) => arguments.add(number),
            Value::Real(number) => arguments.add(number),
            Value::Truth(truth) => arguments.add(truth),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}
