//! Decrypts a study's responses on all processors, and re-seals those that lie as they arrived under the study's data
//! key, so that the next unlocking is quick.

use crate::parallel;
use crate::seal::payload::{Response, associated};
use crate::seal::{DataKey, envelope};
use crate::store::Store;
use crate::store::grants::StudyKeys;
use crate::store::responses::{self, Stored};
use crate::{Error, Result};

use super::Workspace;

/// Envelopes that are replaced in one transaction.
const BATCH: usize = 500;

struct Opened {
    response: Response,
    resealed: Option<Vec<u8>>,
}

pub(super) async fn open(store: &Store, study: &str, keys: &StudyKeys) -> Result<Workspace> {
    let stored = responses::all(store, study).await?;
    let (study, keys) = (study.to_owned(), keys.clone());
    let work = move || {
        let opened = parallel::map(&stored, |stored| open_one(stored, &study, &keys));
        (stored, opened)
    };
    let (stored, opened) =
        tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("decrypting", error))?;
    let mut workspace =
        Workspace { ids: stored.iter().map(|stored| stored.id.clone()).collect(), ..Workspace::default() };
    let mut replaced = Vec::new();
    for (stored, opened) in stored.into_iter().zip(opened) {
        let Ok(Opened { response, resealed }) = opened else {
            workspace.unreadable += 1;
            continue;
        };
        let table = workspace.tables.entry(stored.collection_id).or_default();
        table.push(stored.id.clone(), stored.site_id, response);
        replaced.extend(resealed.map(|after| (stored.id, stored.sealed, after)));
    }
    if let Err(error) = replace(store, &replaced).await {
        // Nothing is lost: they stay sealed as they arrived, and the next unlocking tries again.
        crate::terminal::complain(format_args!("re-sealing: {error}"));
    }
    Ok(workspace)
}

fn open_one(stored: &Stored, study: &str, keys: &StudyKeys) -> Result<Opened> {
    let place = associated(study, &stored.collection_id, &stored.id);
    let number = envelope::generation(&stored.sealed).ok_or(Error::NotFound)?;
    let (private, data) = keys.generation(number).ok_or(Error::NotFound)?;
    if envelope::is_under_shared_key(&stored.sealed) {
        let plain = zeroize::Zeroizing::new(envelope::open_with(data, &place, &stored.sealed)?);
        return Ok(Opened { response: Response::from_padded_bytes(&plain)?, resealed: None });
    }
    let plain = zeroize::Zeroizing::new(envelope::open(private, &place, &stored.sealed)?);
    let response = Response::from_padded_bytes(&plain)?;
    Ok(Opened { response, resealed: Some(under_data_key(data, number, &place, &plain)) })
}

fn under_data_key(data: &DataKey, generation: u32, place: &[u8], plain: &[u8]) -> Vec<u8> {
    envelope::seal_with(data, generation, place, plain)
}

async fn replace(store: &Store, replaced: &[(String, Vec<u8>, Vec<u8>)]) -> Result<()> {
    for batch in replaced.chunks(BATCH) {
        let mut transaction = store.write().await?;
        for (id, before, after) in batch {
            responses::reseal(&mut transaction, id, before, after).await?;
        }
        transaction.commit().await?;
    }
    Ok(())
}
