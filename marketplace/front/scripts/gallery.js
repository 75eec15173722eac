// Photos are swiped; a thumbnail brings its own, and a tap opens it large. Without JavaScript links do the same.
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
