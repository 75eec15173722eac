// Keeps the last public pages for when the network is gone. The line above this file names the release and its files.
// Baskets, checkout, accounts, the sellers' portal and staff's pages are never kept: only what `PUBLIC` matches.
const FILES = `files-${SHOP.release}`;
const PAGES = `pages-${SHOP.release}`;
const MOST = 20;
const PUBLIC = /^\/(en\/)?($|belanja\/|toko\/)/;
const NOT_OURS = /^\/(cms|dashboard|media|webhooks)\//;
const HASHED = /^\/static\/.+\.[0-9a-f]{12}\.\w+$/;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(FILES).then((files) => files.addAll(SHOP.files)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const ours = [FILES, PAGES];
  const old = (name) => /^(files|pages)-/.test(name) && !ours.includes(name);
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || NOT_OURS.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(request, url));
});

addEventListener("message", (event) => {
  const url = new URL(event.data, location.origin);
  if (url.origin !== location.origin || !PUBLIC.test(url.pathname)) return;
  event.waitUntil(fetch(url.href).then((answer) => answer.ok && mayBeKept(answer) && keep(url.href, answer)).catch(() => {}));
});

async function page(event, url) {
  try {
    const answer = await fetch(event.request);
    if (PUBLIC.test(url.pathname) && answer.ok && !answer.redirected && mayBeKept(answer)) event.waitUntil(keep(url.href, answer.clone()));
    return answer;
  } catch {
    const kept = PUBLIC.test(url.pathname) && (await (await caches.open(PAGES)).match(url.href));
    return kept || (await (await caches.open(FILES)).match(url.pathname.startsWith("/en/") ? SHOP.offline.en : SHOP.offline.id)) || Response.error();
  }
}

function mayBeKept(answer) {
  return (answer.headers.get("Content-Type") || "").startsWith("text/html") && !/no-store|private/.test(answer.headers.get("Cache-Control") || "");
}

// The newest page stands last; what is beyond the twenty goes.
async function keep(address, answer) {
  const pages = await caches.open(PAGES);
  await pages.delete(address);
  await pages.put(address, answer);
  const kept = await pages.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST)).map((one) => pages.delete(one)));
}

// A name with a hash never changes what it means; any other file is asked for first.
async function file(request, url) {
  const files = await caches.open(FILES);
  const kept = await files.match(request);
  if (kept && HASHED.test(url.pathname)) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.status === 200) await files.put(request, answer.clone());
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}
