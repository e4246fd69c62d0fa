//! The words of all documents in a tantivy index in memory: as they are, and stemmed in the language of each.

use std::collections::BTreeMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::indexer::NoMergePolicy;
use tantivy::query::{AllQuery, BooleanQuery, FuzzyTermQuery, Occur, PhraseQuery, Query as Search, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{
    DocId, Index, IndexReader, IndexWriter, ReloadPolicy, Score, SegmentOrdinal, SegmentReader, TantivyDocument, Term,
};

use super::bits::Bits;
use super::query::Query;
use super::words;
use crate::workspace::Passage;
use crate::{Error, Result};

/// Memory for building, in bytes for each thread.
const ROOM: usize = 120_000_000;
/// Memory for adding a few.
const LITTLE_ROOM: usize = 16_000_000;
/// From so many documents on, two threads and more room.
const MANY: usize = 20_000;

pub(super) struct TextIndex {
    index: Index,
    reader: IndexReader,
    document: Field,
    plain: Field,
    stemmed: BTreeMap<&'static str, Field>,
    segments: usize,
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::internal("the search index", error)
}

impl TextIndex {
    pub fn new() -> Result<Self> {
        let mut schema = Schema::builder();
        let document = schema.add_u64_field("document", FAST);
        let plain = schema.add_text_field(words::PLAIN, with_positions(words::PLAIN));
        let stemmed =
            words::STEMMED.iter().map(|(tag, _)| (*tag, schema.add_text_field(tag, with_positions(tag)))).collect();
        let index = Index::create_in_ram(schema.build());
        for name in std::iter::once(words::PLAIN).chain(words::STEMMED.iter().map(|(tag, _)| *tag)) {
            index.tokenizers().register(name, words::analyzer(name));
        }
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(broken)?;
        Ok(Self { index, reader, document, plain, stemmed, segments: 0 })
    }

    /// Adds documents under their numbers.
    pub fn add<'a>(&mut self, documents: impl Iterator<Item = (u32, &'a Passage)>) -> Result<()> {
        let documents: Vec<_> = documents.collect();
        let (threads, room) = if documents.len() >= MANY { (2, 2 * ROOM) } else { (1, LITTLE_ROOM) };
        let mut writer: IndexWriter = self.index.writer_with_num_threads(threads, room).map_err(broken)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for (number, passage) in documents {
            let mut document = TantivyDocument::new();
            document.add_u64(self.document, u64::from(number));
            document.add_text(self.plain, &passage.text);
            if let Some(field) = self.stemmed.get(words::base(&passage.about.language)) {
                document.add_text(*field, &passage.text);
            }
            writer.add_document(document).map_err(broken)?;
        }
        writer.commit().map_err(broken)?;
        self.tidy(&mut writer)?;
        writer.wait_merging_threads().map_err(broken)?;
        self.reader.reload().map_err(broken)
    }

    /// Joins the small segments that come from adding a few documents again and again.
    fn tidy(&mut self, writer: &mut IndexWriter) -> Result<()> {
        let segments = self.index.searchable_segment_ids().map_err(broken)?;
        if segments.len() > self.segments.max(2) + 8 {
            writer.merge(&segments).wait().map_err(broken)?;
            self.segments = 1;
        } else if self.segments == 0 {
            self.segments = segments.len();
        }
        Ok(())
    }

    pub fn bytes(&self) -> usize {
        self.reader.searcher().space_usage().map_or(0, |usage| usage.total().get_bytes() as usize)
    }

    /// The documents that a query finds.
    pub fn find(&self, query: &Query, documents: usize) -> Result<Bits> {
        let search = self.search(query);
        self.reader.searcher().search(&search, &Documents(documents)).map_err(broken)
    }

    fn search(&self, query: &Query) -> Box<dyn Search> {
        match query {
            Query::All => Box::new(AllQuery),
            Query::Word(word) => {
                self.in_each_language(|field, tag| term(field, &words::one(&mut words::analyzer(tag), word)))
            }
            Query::Beginning(word) => {
                let word = words::one(&mut words::analyzer(words::PLAIN), word);
                Box::new(FuzzyTermQuery::new_prefix(Term::from_field_text(self.plain, &word), 0, true))
            }
            Query::Nearly(word) => {
                let word = words::one(&mut words::analyzer(words::PLAIN), word);
                let distance = if word.chars().count() < 7 { 1 } else { 2 };
                Box::new(FuzzyTermQuery::new(Term::from_field_text(self.plain, &word), distance, true))
            }
            Query::Exactly(all) => phrase(self.plain, words::PLAIN, all, 0),
            Query::Near(all, between) => self.in_each_language(|field, tag| near(field, tag, all, *between)),
            Query::And(all) => Box::new(BooleanQuery::new(self.clauses(all))),
            Query::Or(some) => Box::new(BooleanQuery::union(some.iter().map(|one| self.search(one)).collect())),
            Query::Not(_) => Box::new(BooleanQuery::new(self.clauses(std::slice::from_ref(query)))),
        }
    }

    /// Clauses that must all hold; where all say what must not be there, among everything.
    fn clauses(&self, all: &[Query]) -> Vec<(Occur, Box<dyn Search>)> {
        let mut clauses: Vec<(Occur, Box<dyn Search>)> = all
            .iter()
            .map(|one| match one {
                Query::Not(inside) => (Occur::MustNot, self.search(inside)),
                one => (Occur::Must, self.search(one)),
            })
            .collect();
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        clauses
    }

    /// The same search in every language, and in the words as they are.
    fn in_each_language(&self, search: impl Fn(Field, &str) -> Box<dyn Search>) -> Box<dyn Search> {
        let stemmed = self.stemmed.iter().map(|(tag, field)| search(*field, tag));
        Box::new(BooleanQuery::union(stemmed.chain(std::iter::once(search(self.plain, words::PLAIN))).collect()))
    }
}

fn with_positions(tokenizer: &str) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

fn term(field: Field, word: &str) -> Box<dyn Search> {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::Basic))
}

/// Two words are near in either order; more stand in the order in which they were typed.
fn near(field: Field, tag: &str, all: &[String], between: u32) -> Box<dyn Search> {
    match all {
        [one, other] if between > 0 => {
            let turned = [other.clone(), one.clone()];
            let ways = vec![phrase(field, tag, all, between), phrase(field, tag, &turned, between)];
            Box::new(BooleanQuery::union(ways))
        }
        all => phrase(field, tag, all, between),
    }
}

fn phrase(field: Field, tag: &str, all: &[String], between: u32) -> Box<dyn Search> {
    let mut analyzer = words::analyzer(tag);
    let words: Vec<String> =
        all.iter().map(|word| words::one(&mut analyzer, word)).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [] => Box::new(tantivy::query::EmptyQuery),
        [word] => term(field, word),
        words => {
            let terms = words.iter().map(|word| Term::from_field_text(field, word)).enumerate().collect();
            Box::new(PhraseQuery::new_with_offset_and_slop(terms, between))
        }
    }
}

/// Collects the numbers of documents.
struct Documents(usize);

struct Segment {
    numbers: Column<u64>,
    found: Bits,
}

impl Collector for Documents {
    type Fruit = Bits;
    type Child = Segment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Segment> {
        Ok(Segment { numbers: segment.fast_fields().u64("document")?, found: Bits::empty(self.0) })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Bits>) -> tantivy::Result<Bits> {
        let mut all = Bits::empty(self.0);
        segments.iter().for_each(|found| all.add(found));
        Ok(all)
    }
}

impl SegmentCollector for Segment {
    type Fruit = Bits;

    fn collect(&mut self, document: DocId, _: Score) {
        if let Some(number) = self.numbers.first(document) {
            self.found.set(number as usize);
        }
    }

    fn harvest(self) -> Bits {
        self.found
    }
}
