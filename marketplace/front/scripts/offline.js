// Registers the worker that keeps the last pages; on the offline page, names them.
if ("serviceWorker" in navigator && document.querySelector("link[rel=manifest]")) {
  const known = navigator.serviceWorker.controller;
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
  // The very first page was fetched before there was a worker to keep it.
  if (!known) navigator.serviceWorker.ready.then(({ active }) => active.postMessage(location.href));
}

async function seen(list) {
  const known = await caches.keys();
  const pages = (await Promise.all(known.filter((name) => name.startsWith("pages-")).map((name) => caches.open(name))))[0];
  if (!pages) return;
  const english = document.documentElement.lang === "en";
  for (const request of (await pages.keys()).reverse()) {
    const url = new URL(request.url);
    if (url.pathname.startsWith("/en/") !== english) continue;
    const page = new DOMParser().parseFromString(await (await pages.match(request)).text(), "text/html");
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.className = "lnk";
    link.href = url.pathname + url.search;
    link.textContent = page.querySelector("h1")?.textContent.trim() || page.title;
    row.append(link);
    list.append(row);
  }
  list.closest("section").hidden = !list.children.length;
}

const list = document.querySelector("[data-kept-pages]");
if (list && "caches" in window) seen(list);
// A device may call itself online before anything answers.
const answers = () => fetch(location.href, { method: "HEAD", cache: "no-store" });
if (list) addEventListener("online", () => answers().then((answer) => answer.ok && location.reload()).catch(() => {}));
