// A link to WhatsApp that opens the phone's own share sheet where there is one.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-share]");
  if (!link || !navigator.share) return;
  event.preventDefault();
  navigator.share({ title: link.dataset.title, url: link.dataset.share }).catch(() => {}); // closed without sharing
});
