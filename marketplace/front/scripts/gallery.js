// A thumbnail shows its photo large; without JavaScript the same link opens the photo.
document.addEventListener("click", (event) => {
  const thumb = event.target.closest?.("a[data-large]");
  const large = document.querySelector("img[data-gallery]");
  if (!thumb || !large || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  large.srcset = thumb.dataset.srcset;
  large.src = thumb.dataset.large;
  for (const other of thumb.parentElement.children) other.removeAttribute("aria-current");
  thumb.setAttribute("aria-current", "true");
});
