// The regency a shopper chose on the home page stays on this device; its goods are fetched when the page opens again.
const area = document.querySelector("select[data-area]");
const kept = () => {
  try {
    return localStorage.getItem("area");
  } catch {
    return null; // a browser that keeps nothing
  }
};

if (area) {
  const choose = (code) => [...area.options].some((option) => option.value === code) && (area.value = code);
  area.addEventListener("change", () => {
    try {
      localStorage.setItem("area", area.value);
    } catch {} // the goods are shown all the same
  });
  const again = () => choose(kept()) && area.value && area.dispatchEvent(new Event("change", { bubbles: true }));
  addEventListener("load", again);
}
