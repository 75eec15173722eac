// A form, a select or a figure with data-autosubmit is sent soon after it was changed; its plain button is for JavaScript off.
let waiting;

document.addEventListener("change", (event) => {
  const asked = event.target.closest?.("[data-autosubmit]");
  const form = event.target.form;
  if (!asked || !form) return;
  if (asked.dataset.autosubmit === "desk" && !matchMedia("(min-width: 64rem)").matches) return; // several filters, then one press
  clearTimeout(waiting);
  waiting = setTimeout(() => form.requestSubmit(), event.target.type === "number" ? 500 : 0);
});
