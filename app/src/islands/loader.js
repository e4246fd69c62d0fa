// Warns before a study locks, and starts the islands of a staff page. An external file with a hashed name, so that no
// page needs inline script.
const locks = document.getElementById("locks");
if (locks) {
  const button = locks.querySelector("button");
  let since;
  // By the clock, for a laptop that slept counts no seconds.
  const away = () => (Date.now() - since) / 1000;
  const wait = () => {
    since = Date.now();
    locks.hidden = true;
    say("soon");
  };
  const say = (what) => {
    for (const sentence of locks.querySelectorAll("p")) sentence.hidden = sentence.className !== what;
    button.hidden = what === "over" || what === "out";
  };
  const show = (what) => {
    say(what);
    locks.hidden = false;
  };
  const over = () => away() >= Number(locks.dataset.until);
  // The page where this study is unlocked holds what warns only where it is unlocked: the answer tells what is so.
  button.addEventListener("click", async () => {
    if (over()) return show("over");
    try {
      const answer = await fetch(document.querySelector("a.lock").href, { cache: "no-store" });
      if (answer.redirected) return show("out");
      if (!answer.ok) return show("unheard");
      if ((await answer.text()).includes('id="locks"')) wait();
      else show("over");
    } catch {
      show("unheard");
    }
  });
  wait();
  setInterval(() => {
    if (over() && !button.hidden) show("over");
    else if (locks.hidden && away() >= Number(locks.dataset.after)) show("soon");
  }, 1000);
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
