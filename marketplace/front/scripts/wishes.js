// Favourites and what was looked at: on this device for guests, joined into the account of whoever logs in.
const home = document.querySelector("script[data-wishes]")?.dataset.wishes;
const viewed = Number(document.querySelector("[data-viewed]")?.dataset.viewed) || 0;
const NOTHING = { kept: [], seen: [], joined: false };
let account = null; // the favourites of the account, once it is known that there is one
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
    return false; // a browser that keeps nothing
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
        .catch(() => ((heart.elements.keep.value = Number(keep)), heart.submit())); // the page says what is wrong
    } else if (put({ kept: toggled(device().kept, id, keep) })) {
      event.preventDefault();
      told(heart, keep);
    } // else the form asks to log in
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
    .catch(() => {}); // the next page tries again
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
  // What came from an account leaves the device with it.
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
