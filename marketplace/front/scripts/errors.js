// After a refused form the reader starts at the summary of what to mend.
document.querySelector("[data-errors]")?.focus();
document.addEventListener("htmx:afterSettle", (event) => event.target.querySelector?.("[data-errors]")?.focus());
