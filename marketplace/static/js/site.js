{
const area = document.querySelector("select[data-area]");
const kept = () => {
  try {
    return localStorage.getItem("area");
  } catch {
    return null;
  }
};

if (area) {
  const choose = (code) => [...area.options].some((option) => option.value === code) && (area.value = code);
  area.addEventListener("change", () => {
    try {
      localStorage.setItem("area", area.value);
    } catch {}
  });
  const again = () => choose(kept()) && area.value && area.dispatchEvent(new Event("change", { bubbles: true }));
  addEventListener("load", again);
}
}
{
const arrival = document.querySelector("[data-arrival]");

function tell(district) {
  fetch(`${arrival.dataset.arrival}&district=${district}`)
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then((text) => {
      if (!text) return;
      arrival.innerHTML = text;
      window.htmx?.process(arrival);
    })
    .catch(() => {});
}

const remembered = document.cookie.match(/(?:^|; )district=([\d.]{8})/);
if (arrival && remembered) tell(remembered[1]);
document.addEventListener("htmx:afterSwap", (event) => {
  const chosen = event.target.querySelector?.("[data-arrived]");
  if (!arrival || !chosen) return;
  tell(chosen.dataset.arrived);
  chosen.closest("dialog")?.close();
});
}
{
let waiting;

document.addEventListener("change", (event) => {
  const asked = event.target.closest?.("[data-autosubmit]");
  const form = event.target.form;
  if (!asked || !form) return;
  if (asked.dataset.autosubmit === "desk" && !matchMedia("(min-width: 64rem)").matches) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => form.requestSubmit(), event.target.type === "number" ? 500 : 0);
});
}
{
const words = new WeakMap();

function rest(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("button[aria-busy=true]")) {
    button.removeAttribute("aria-busy");
    button.style.removeProperty("min-width");
    if (words.has(button)) button.replaceChildren(...words.get(button));
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method === "post") form.dataset.sent = "yes";
  const button = event.submitter;
  if (!button?.dataset.busy) return;
  button.style.minWidth = `${button.offsetWidth}px`;
  words.set(button, [...button.childNodes]);
  button.setAttribute("aria-busy", "true");
  button.replaceChildren(button.dataset.busy);
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[aria-disabled=true], [aria-busy=true]")) event.preventDefault();
}, true);
addEventListener("pageshow", (event) => event.persisted && document.querySelectorAll("form[data-sent]").forEach(rest));
for (const name of ["htmx:afterRequest", "htmx:sendError"]) {
  document.addEventListener(name, (event) => event.target.closest?.("form") && rest(event.target.closest("form")));
}
}
{
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.querySelector("span") ?? button;
  const before = label.textContent;
  if (before === button.dataset.done) return;
  label.textContent = button.dataset.done;
  setTimeout(() => (label.textContent = before), 2000);
});
}
{
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog]");
  const box = opener && document.getElementById(opener.dataset.dialog);
  if (box) {
    event.preventDefault();
    box.showModal();
  }
  if (event.target.matches?.("dialog.ask")) event.target.close();
  const shut = event.target.closest?.("[data-shut]");
  shut?.closest("dialog")?.close();
  shut?.closest(".toast")?.remove();
});

function fade(toast) {
  if (!toast.querySelector(".go")) setTimeout(() => toast.remove(), 8000);
}

document.querySelectorAll("#toasts .toast").forEach(fade);
const shelf = document.getElementById("toasts");
if (shelf) new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => node.matches?.(".toast") && fade(node)))).observe(shelf, { childList: true });
}
{
document.querySelector("[data-errors]")?.focus();
document.addEventListener("htmx:afterSettle", (event) => event.target.querySelector?.("[data-errors]")?.focus());
}
{
const track = document.querySelector("[data-gallery]");
const thumbs = [...document.querySelectorAll(".thumbs a")];

function shown() {
  const place = Math.round(track.scrollLeft / track.clientWidth);
  thumbs.forEach((thumb, n) => (n === place ? thumb.setAttribute("aria-current", "true") : thumb.removeAttribute("aria-current")));
}

if (track) {
  let still;
  track.addEventListener("scroll", () => { clearTimeout(still); still = setTimeout(shown, 60); }, { passive: true });
  thumbs.forEach((thumb, n) => thumb.addEventListener("click", (event) => {
    event.preventDefault();
    track.scrollTo({ left: n * track.clientWidth });
  }));
}

document.addEventListener("click", (event) => {
  const zoom = document.getElementById("zoom");
  const photo = event.target.closest?.("a[data-zoom]");
  if (zoom && photo && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    const large = zoom.querySelector("img");
    large.src = photo.href;
    large.alt = photo.querySelector("img").alt;
    zoom.classList.remove("near");
    zoom.showModal();
  } else if (event.target.matches?.("#zoom img")) zoom.classList.toggle("near");
  else if (event.target === zoom) zoom.close();
});
}
{
let shown;

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches?.("[data-more]")) shown = document.querySelectorAll("#goods > .card").length;
});
document.addEventListener("htmx:afterSettle", () => {
  if (!shown) return;
  document.querySelector(`#goods > .card:nth-of-type(${shown + 1}) .nm`)?.focus({ preventScroll: true });
  shown = 0;
});
}
{
if ("serviceWorker" in navigator && document.querySelector("link[rel=manifest]")) {
  const known = navigator.serviceWorker.controller;
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
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
const answers = () => fetch(location.href, { method: "HEAD", cache: "no-store" });
if (list) addEventListener("online", () => answers().then((answer) => answer.ok && location.reload()).catch(() => {}));
}
{
function turn(button, shown) {
  document.getElementById(button.getAttribute("aria-controls")).type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-secret]");
  if (button) turn(button, button.getAttribute("aria-pressed") !== "true");
});
document.addEventListener("submit", (event) => event.target.querySelectorAll("[data-secret]").forEach((button) => turn(button, false)));
}
{
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-share]");
  if (!link || !navigator.share) return;
  event.preventDefault();
  navigator.share({ title: link.dataset.title, url: link.dataset.share }).catch(() => {});
});
}
{
function limits(input) {
  const value = Number(input.value);
  const [down, up] = input.closest(".step").querySelectorAll("button");
  down.disabled = value <= Number(input.min || 0);
  up.disabled = input.max !== "" && value >= Number(input.max);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-step]");
  if (!button) return;
  const input = button.closest(".step").querySelector("input");
  const wanted = (Number.parseInt(input.value, 10) || 0) + Number(button.dataset.step);
  const top = input.max === "" ? Infinity : Number(input.max);
  const value = Math.min(top, Math.max(Number(input.min || 0), wanted));
  if (String(value) === input.value) return;
  input.value = value;
  limits(input);
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("change", (event) => event.target.closest?.(".step") && limits(event.target));
document.querySelectorAll(".step input").forEach(limits);
document.addEventListener("htmx:load", (event) => event.target.querySelectorAll?.(".step input").forEach(limits));
}
{
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.target.closest("[data-when-visible]")) event.preventDefault();
});
}
{
const source = document.querySelector("script[data-visitor]")?.dataset.visitor;

function show(visitor) {
  for (const pip of document.querySelectorAll(".pip[data-visitor]")) {
    const count = visitor[pip.dataset.visitor];
    pip.hidden = !count;
    pip.innerHTML = "";
    const said = document.createElement("span");
    said.className = "unseen";
    said.textContent = ` ${pip.dataset.said}`;
    pip.append(count > 99 ? "99+" : String(count), said);
  }
  for (const part of document.querySelectorAll("[data-signed-in]")) part.hidden = String(visitor.signed_in) !== part.dataset.signedIn;
  for (const field of document.querySelectorAll("form[data-csrf] input[name=csrfmiddlewaretoken]")) field.value = visitor.csrf;
  const box = document.createElement("template");
  box.innerHTML = visitor.toasts;
  document.getElementById("toasts")?.append(...box.content.querySelectorAll(".toast"));
  document.dispatchEvent(new CustomEvent("visitor:known", { detail: visitor }));
}

function refresh() {
  if (!source) return;
  fetch(source, { headers: { Accept: "application/json" }, credentials: "same-origin" })
    .then((answer) => (answer.ok ? answer.json() : null))
    .then((visitor) => visitor && show(visitor))
    .catch(() => {});
}

refresh();
addEventListener("pageshow", (event) => event.persisted && refresh());
document.addEventListener("visitor:changed", refresh);
}
{
const home = document.querySelector("script[data-wishes]")?.dataset.wishes;
const viewed = Number(document.querySelector("[data-viewed]")?.dataset.viewed) || 0;
const NOTHING = { kept: [], seen: [], joined: false };
let account = null;
let met = false;

function device() {
  try {
    return { ...NOTHING, ...JSON.parse(localStorage.getItem("wishes")) };
  } catch {
    return NOTHING;
  }
}

function put(change) {
  try {
    localStorage.setItem("wishes", JSON.stringify({ ...device(), ...change }));
    return true;
  } catch {
    return false;
  }
}

const without = (ids, id) => ids.filter((one) => one !== id);
const toggled = (ids, id, keep) => (keep ? [id, ...without(ids, id)].slice(0, 60) : without(ids, id));

function post(url, fields) {
  const how = { method: "POST", body: new URLSearchParams(fields), headers: { Accept: "application/json" } };
  return fetch(url, how).then((answer) => (answer.ok && !answer.redirected ? answer.json() : Promise.reject(answer)));
}

function show() {
  const kept = account ?? device().kept;
  for (const heart of document.querySelectorAll("form[data-heart]"))
    heart.querySelector("button").ariaPressed = String(kept.includes(Number(heart.dataset.heart)));
}

function told(heart, keep) {
  show();
  if (keep) document.getElementById("toasts")?.replaceChildren(heart.querySelector("template").content.cloneNode(true));
}

for (const heart of document.querySelectorAll("form[data-heart]"))
  heart.addEventListener("submit", (event) => {
    const id = Number(heart.dataset.heart);
    const keep = heart.querySelector("button").ariaPressed !== "true";
    if (account) {
      event.preventDefault();
      post(heart.action, { keep: Number(keep) })
        .then(() => ((account = toggled(account, id, keep)), told(heart, keep)))
        .catch(() => ((heart.elements.keep.value = Number(keep)), heart.submit()));
    } else if (put({ kept: toggled(device().kept, id, keep) })) {
      event.preventDefault();
      told(heart, keep);
    }
  });

function join() {
  const { kept, seen, joined } = device();
  if (!kept.length && joined && !viewed) return;
  post(`${home}gabung/`, { favourites: kept, seen: joined ? viewed || "" : seen })
    .then((now) => {
      account = now.favourites;
      put({ kept: [], seen: now.seen, joined: true });
      if (kept.length && document.querySelector("[data-favourites]")) location.reload();
      show();
    })
    .catch(() => {});
}

function row() {
  const place = document.querySelector("[data-seen]");
  const ids = without(device().seen, viewed).slice(0, 8);
  if (!place || !ids.length) return;
  const load = () =>
    fetch(`${place.dataset.seen}?ids=${ids}`)
      .then((answer) => (answer.ok ? answer.text() : ""))
      .then((goods) => {
        place.innerHTML = goods;
        for (const form of document.querySelectorAll("form[data-forget]")) form.hidden = !goods.trim();
      })
      .catch(() => {});
  new IntersectionObserver(([near], watch) => near.isIntersecting && (watch.disconnect(), load()), { rootMargin: "600px" }).observe(place);
}

document.addEventListener("visitor:known", ({ detail }) => {
  account = detail.signed_in ? detail.favourites : null;
  if (!detail.signed_in && device().joined) put(NOTHING);
  if (viewed) put({ seen: toggled(device().seen, viewed, true).slice(0, 20) });
  show();
  if (met) return;
  met = true;
  if (account) join();
  row();
});

const list = document.querySelector("[data-kept]");
const state = (...names) => {
  for (const part of list.querySelectorAll("[data-when]")) part.hidden = !names.includes(part.dataset.when);
};
const shown = () => [...list.querySelectorAll("[data-pk]")].map((one) => Number(one.dataset.pk));

function settle() {
  const kept = device().kept;
  if (!kept.length) state("none");
  else if (kept.length > shown().length) state("some", "gone");
  else state("some");
}

function open() {
  const kept = device().kept;
  const parts = Array.from({ length: Math.ceil(kept.length / 20) }, (_, n) => kept.slice(n * 20, n * 20 + 20));
  Promise.all(parts.map((ids) => fetch(`${list.dataset.kept}?ids=${ids}`).then((answer) => (answer.ok ? answer.text() : Promise.reject()))))
    .then((pieces) => {
      list.querySelector("[data-goods]").innerHTML = pieces.join("");
      settle();
    })
    .catch(() => state("lost"));
}

if (list) {
  list.addEventListener("submit", (event) => {
    const id = Number(event.target.dataset.unheart);
    if (!id) return;
    event.preventDefault();
    put({ kept: without(device().kept, id) });
    const next = event.target.closest("[data-pk]").nextElementSibling ?? event.target.closest("[data-pk]").previousElementSibling;
    event.target.closest("[data-pk]").remove();
    settle();
    (next?.querySelector("[data-unheart] button") ?? list.querySelector("[data-when=none] a"))?.focus();
  });
  list.querySelector("[data-tidy]").addEventListener("click", () => (put({ kept: shown() }), settle()));
  open();
}

show();
document.querySelector("form[data-forget]")?.addEventListener("submit", () => put({ seen: [] }));
}
