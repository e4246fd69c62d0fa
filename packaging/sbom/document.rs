//! The bill of materials: every package of the lock file with its licence, checksum, and what it stands on. No time and
//! no random number is in it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// Packages of a `Cargo.lock` with their SHA-256, where they came from a registry.
pub fn locked(lock: &str) -> BTreeMap<(String, String), Option<String>> {
    let field = |block: &str, name: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = \""))?;
        line.strip_suffix('"').map(str::to_owned)
    };
    let blocks = lock.split("[[package]]").skip(1);
    blocks
        .filter_map(|block| Some(((field(block, "name")?, field(block, "version")?), field(block, "checksum"))))
        .collect()
}

/// A licence as SPDX writes it: some packages still have a slash for “or”.
pub fn licence(package: &Value) -> String {
    let parts = text(package, "license").split('/').map(str::trim);
    parts.collect::<Vec<_>>().join(" OR ")
}

/// The bill, from what `cargo metadata` says and the lock file. Packages that only tests use are `excluded`.
pub fn bill(metadata: &Value, lock: &str) -> Value {
    let (shipped, checksums) = (shipped(metadata), locked(lock));
    let mut components: Vec<Value> = list(&metadata["packages"])
        .map(|package| component(package, shipped.contains(text(package, "id")), &checksums))
        .collect();
    components.sort_by_key(|component| text(component, "purl").to_owned());
    let subject = json!({
        "type": "application", "bom-ref": "tidemark", "name": "tidemark", "version": version_of(metadata, "app"),
        "licenses": [{ "expression": "AGPL-3.0-or-later" }],
    });
    json!({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": { "component": subject },
        "components": components,
        "dependencies": dependencies(metadata),
    })
}

fn component(package: &Value, shipped: bool, checksums: &BTreeMap<(String, String), Option<String>>) -> Value {
    let (name, version) = (text(package, "name"), text(package, "version"));
    let mut component = json!({
        "type": "library", "bom-ref": purl(name, version), "purl": purl(name, version), "name": name, "version": version,
        "scope": if shipped { "required" } else { "excluded" },
        "licenses": [{ "expression": licence(package) }],
    });
    if let Some(Some(checksum)) = checksums.get(&(name.to_owned(), version.to_owned())) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    component
}

/// Ids of all packages that the program is built from, its tests left out.
fn shipped(metadata: &Value) -> BTreeSet<&str> {
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).map(|node| (text(node, "id"), node)).collect();
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = list(&metadata["workspace_members"]).filter_map(Value::as_str).collect();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            let needed =
                nodes.get(id).into_iter().flat_map(|node| list(&node["deps"])).filter(|needed| is_built(needed));
            open.extend(needed.map(|needed| text(needed, "pkg")));
        }
    }
    found
}

/// Whether a dependency is for more than tests.
fn is_built(dependency: &Value) -> bool {
    list(&dependency["dep_kinds"]).any(|kind| kind["kind"].as_str() != Some("dev"))
}

fn dependencies(metadata: &Value) -> Vec<Value> {
    let names: BTreeMap<&str, String> = list(&metadata["packages"])
        .map(|package| (text(package, "id"), purl(text(package, "name"), text(package, "version"))))
        .collect();
    let name = |id: &str| names.get(id).cloned().unwrap_or_default();
    let mut all: Vec<Value> = list(&metadata["resolve"]["nodes"])
        .map(|node| {
            let on: BTreeSet<String> = list(&node["deps"]).map(|needed| name(text(needed, "pkg"))).collect();
            json!({ "ref": name(text(node, "id")), "dependsOn": on })
        })
        .collect();
    all.sort_by_key(|node| text(node, "ref").to_owned());
    all.insert(0, json!({ "ref": "tidemark", "dependsOn": [purl("app", &version_of(metadata, "app"))] }));
    all
}

fn version_of(metadata: &Value, name: &str) -> String {
    let package = list(&metadata["packages"]).find(|package| text(package, "name") == name);
    package.map_or_else(String::new, |package| text(package, "version").to_owned())
}

fn purl(name: &str, version: &str) -> String {
    format!("pkg:cargo/{name}@{version}")
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// A text of an object; empty where there is none.
pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}
