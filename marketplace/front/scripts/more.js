// "Load more" appends the next goods; whoever steers by keyboard goes on at the first of them.
let shown;

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches?.("[data-more]")) shown = document.querySelectorAll("#goods > .card").length;
});
document.addEventListener("htmx:afterSettle", () => {
  if (!shown) return;
  document.querySelector(`#goods > .card:nth-of-type(${shown + 1}) .nm`)?.focus({ preventScroll: true });
  shown = 0;
});
