// Minus and plus beside a typed figure; a change is sent when the form asks for it with data-autosubmit.
function limits(input) {
  const value = Number(input.value);
  const [down, up] = input.closest(".step").querySelectorAll("button");
  down.disabled = value <= Number(input.min || 0);
  up.disabled = input.max !== "" && value >= Number(input.max);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-step]");
  if (!button) return;
  const input = button.closest(".step").querySelector("input");
  const wanted = (Number.parseInt(input.value, 10) || 0) + Number(button.dataset.step);
  const top = input.max === "" ? Infinity : Number(input.max);
  const value = Math.min(top, Math.max(Number(input.min || 0), wanted));
  if (String(value) === input.value) return;
  input.value = value;
  limits(input);
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("change", (event) => event.target.closest?.(".step") && limits(event.target));
document.querySelectorAll(".step input").forEach(limits);
document.addEventListener("htmx:load", (event) => event.target.querySelectorAll?.(".step input").forEach(limits));
