// data-dialog="id" opens that <dialog>; without JavaScript the same link leads to a page that asks. Toasts close here too.
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
