"""The page's colours and shapes: those of the shop, written out because the page stands alone."""

CSS = """
*{box-sizing:border-box}
body{margin:0;background:#fdfcf9;color:#1b2531;font:1rem/1.5 "Plus Jakarta Sans",system-ui,Roboto,sans-serif}
.banner{background:#fbefd3;color:#7a5100;font-weight:600;font-size:.875rem;line-height:1.25rem}
.banner p{max-width:60rem;margin:0 auto;padding:.625rem 1rem}
main{max-width:60rem;margin:0 auto;padding:1rem 1rem 3rem}
.top{display:flex;justify-content:space-between;align-items:center;gap:1rem;margin-bottom:1rem}
a{color:#98212b}
.top a{display:inline-block;padding:.625rem 0;min-height:2.75rem}
h1{font:400 1.75rem/2rem "Young Serif",Georgia,serif;margin:0 0 .75rem}
h2{font-size:1rem;line-height:1.5rem;font-weight:700;margin:0 0 .75rem;border-top:1px solid #1b2531;padding-top:.75rem}
.sum{margin:0 0 .25rem}
.sum span{display:block;color:#525c66;font-size:.875rem}
.sum strong{font-size:1.75rem;line-height:2.25rem;font-variant-numeric:tabular-nums;white-space:nowrap}
.until{margin:0 0 1rem;color:#744700;font-size:.875rem}
details{margin:0 0 1.5rem;border-top:1px solid #e2ddd1;border-bottom:1px solid #e2ddd1}
summary{padding:.625rem 0;min-height:2.75rem;cursor:pointer}
.lines{list-style:none;margin:0;padding:0 0 .5rem}
.lines li{display:flex;justify-content:space-between;gap:1rem;padding:.375rem 0;font-size:.875rem}
.lines .name{overflow-wrap:anywhere;min-width:0}
.lines .cost{white-space:nowrap;font-variant-numeric:tabular-nums}
label{display:block;font-weight:600;font-size:.875rem;margin-bottom:.25rem}
input{width:100%;min-height:3rem;padding:.5rem .75rem;font:inherit;color:inherit}
input{background:#fff;border:1px solid #857b6b;border-radius:4px}
.field{margin-bottom:1rem}
.hint{margin:.25rem 0 0;color:#525c66;font-size:.875rem}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:.75rem}
button{font:inherit;font-weight:600;min-height:3rem;width:100%;border-radius:4px;cursor:pointer;padding:.5rem .75rem}
.primary{background:#98212b;color:#fff;border:1px solid #98212b}
.primary:hover{background:#6b1420}
.line{background:#fff;color:#1b2531;border:1px solid #857b6b;text-align:left}
.line:hover{background:#f4f1e9}
.line small{display:block;font-weight:400;color:#525c66;font-variant-numeric:tabular-nums}
.outcomes{display:grid;grid-template-columns:1fr;gap:.5rem;margin-top:2rem}
.outcomes h2{grid-column:1/-1;margin:0 0 .25rem}
.error{background:#fbe6e3;color:#a3201a;border-radius:4px;padding:.75rem;margin:0 0 1rem;font-weight:600}
.note p{max-width:38rem}
.note button,.go{max-width:24rem}
.go{display:block;text-align:center;text-decoration:none;padding:.75rem;font-weight:600}
.go{background:#98212b;color:#fff;border-radius:4px}
.stack{display:grid;gap:.5rem;max-width:24rem;margin-top:1.25rem}
.stack .line{text-align:center}
:focus-visible{outline:2px solid #24395a;outline-offset:2px}
@media (min-width:48rem){
main{padding:2rem 1rem 4rem}
.pay{display:grid;grid-template-columns:5fr 7fr;gap:3rem;align-items:start}
.outcomes{grid-template-columns:1fr 1fr}
h1{font-size:2.25rem;line-height:2.5rem}
}
"""
