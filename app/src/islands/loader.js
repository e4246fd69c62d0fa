// Starts the islands of a staff page. An external file with a hashed name, so that no page needs inline script.
const started = document.querySelectorAll("leptos-island");
if (started.length > 0) {
  const islands = await import(import.meta.url.replace(/[^/]*$/, "ISLANDS_JS"));
  await islands.default({ module_or_path: import.meta.url.replace(/[^/]*$/, "ISLANDS_WASM") });
  islands.hydrate();
  for (const element of started) {
    const start = islands[element.dataset.component];
    if (start) await start(element);
  }
  document.documentElement.dataset.islands = "ready";
}
