//! The index of the search: what a reader's browser needs to find a text without a server, in pieces that it can load one
//! by one, also from a disk. Every piece is a script that hands its part to `search.js`.
//!
//! ```text
//! index.js      where each shard begins, and how many pages there are
//! shard-N.js    terms and the pages that have them, in the order of terms
//! page-N.js     a page's address and the texts of its sections
//! ```
//!
//! Terms lead to pages; sections and the words around a hit are looked up in the text of those pages that are shown.

mod shards;

mod terms;

mod text;

use super::Renderer;
use super::output::{Content, OutputTree};
use serde::Serialize;
use shards::Shards;
use std::sync::{Arc, OnceLock};
use text::PageText;

/// So many bytes of Markdown are worth a shard: it comes out at some 20 kB.
const BYTES_PER_SHARD: usize = 48 * 1024;

/// Adds the index. `inputs` are what each page of the edition is made of.
pub(super) fn add(renderer: &Arc<Renderer>, inputs: &[String], output: &mut OutputTree) {
    let folder = &renderer.search_folder;
    let texts = &renderer.site().tree;
    let bytes: usize = renderer
        .scope()
        .pages
        .iter()
        .map(|page| texts.file(renderer.site().course.page(*page).file).text.len())
        .sum();
    let count = bytes.div_ceil(BYTES_PER_SHARD).max(1);
    let whole = blake3::hash(inputs.concat().as_bytes()).to_hex().to_string();
    // By this browsers tell pieces of this index from those of an earlier one.
    let version = whole[..8].to_owned();
    let shards: Arc<OnceLock<Shards>> = Arc::default();
    for shard in 0..count {
        let (renderer, shards) = (Arc::clone(renderer), Arc::clone(&shards));
        let make = move || {
            let text = &shards.get_or_init(|| Shards::new(&renderer, count)).texts[shard];
            Ok(script("shard", shard, text))
        };
        let path = format!("{folder}/shard-{shard}.js");
        output.insert_of(path, Content::made(make), whole.clone());
    }
    for (number, (page, own)) in renderer.scope().pages.iter().zip(inputs).enumerate() {
        let (renderer, page) = (Arc::clone(renderer), *page);
        let make = move || Ok(script("page", number, &PageText::new(&renderer, page)));
        output.insert_of(format!("{folder}/page-{number}.js"), Content::made(make), own.clone());
    }
    let renderer = Arc::clone(renderer);
    let make = move || {
        let shards = shards.get_or_init(|| Shards::new(&renderer, count));
        Ok(script("index", renderer.scope().pages.len(), &(&version, &shards.starts)))
    };
    output.insert_of(format!("{folder}/index.js"), Content::made(make), whole);
}

/// A call that a browser runs when it loads the file. Nothing in it is a page's own: JSON is no more than data.
fn script(kind: &str, number: usize, data: &impl Serialize) -> Vec<u8> {
    let json = serde_json::to_string(data).unwrap_or_default();
    format!("kursoSearch(\"{kind}\",{number},{json});\n").into_bytes()
}
