// "You receive Rp …" under the price while it is typed. The server says the same; here only the eye is quicker.
const field = document.querySelector("input[data-percent]");
const line = field && document.getElementById(`${field.id}_helptext`);
const thousands = { rb: 1e3, ribu: 1e3, k: 1e3, jt: 1e6, juta: 1e6 };

function rupiah(text) {
  const bare = text.trim().replace(/^(rp|idr)\.?\s*/i, "").replace(/,(00|-)$/, "");
  const short = bare.match(/^([0-9]{1,9})(?:[.,]([0-9]{1,3}))?\s*(rb|ribu|k|jt|juta)$/i);
  if (short) return Number(`${short[1]}.${short[2] ?? 0}`) * thousands[short[3].toLowerCase()];
  return /^([0-9]{1,15}|[0-9]{1,3}([. ,])[0-9]{3}(\2[0-9]{3})*)$/.test(bare) ? Number(bare.replace(/[^0-9]/g, "")) : 0;
}

function shown() {
  const price = Math.round(rupiah(field.value));
  const hundredths = Math.round(Number(field.dataset.percent) * 100);
  if (!price || price > 1e9) return field.dataset.idle;
  const receives = price - Math.floor((price * hundredths + 5000) / 10000);
  const digits = String(receives).replace(/\B(?=(\d{3})+$)/g, ".");
  return field.dataset.receives.replace("{amount}", `Rp\u00a0${digits}`);
}

if (line) field.addEventListener("input", () => { line.textContent = shown(); });
