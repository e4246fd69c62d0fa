// Warns before a study locks, and starts the islands of a staff page. An external file with a hashed name, so that no
// page needs inline script.
const locks = document.getElementById("locks");
if (locks) {
  let timer;
  const wait = () => {
    locks.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(() => (locks.hidden = false), Number(locks.dataset.after) * 1000);
  };
  // Any request says that somebody is there; a page that is not about the study changes nothing.
  locks.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch("/account", { cache: "no-store" });
    if (answer.ok && !answer.redirected) wait();
  });
  wait();
}
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
