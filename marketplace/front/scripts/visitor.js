// Fills what a cached page may not carry: the counts of basket and notices, the CSRF token of its forms, waiting messages.
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
    .catch(() => {}); // offline: every link works without the count
}

refresh();
addEventListener("pageshow", (event) => event.persisted && refresh());
document.addEventListener("visitor:changed", refresh);
