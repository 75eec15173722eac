// A button in a password field shows what was typed; it is hidden again before the form is sent.
function turn(button, shown) {
  document.getElementById(button.getAttribute("aria-controls")).type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-secret]");
  if (button) turn(button, button.getAttribute("aria-pressed") !== "true");
});
document.addEventListener("submit", (event) => event.target.querySelectorAll("[data-secret]").forEach((button) => turn(button, false)));
