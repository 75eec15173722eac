// A pressed button says what it is doing, keeps its width and cannot be pressed twice.
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
