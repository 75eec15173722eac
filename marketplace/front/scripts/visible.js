// What asks again and again rests while nobody looks.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.target.closest("[data-when-visible]")) event.preventDefault();
});
