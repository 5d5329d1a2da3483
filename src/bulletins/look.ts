/** Of pages for strangers: no script, system fonts, both schemes. */
export const pageStyle = `:root{color-scheme:light dark;--ink:#271a22;--soft:#574954;--page:#f8f3f1;--card:#fff;--line:#e2d8d8;--brand:#7a2453;--on:#fff;--good:#0a5f6b;--late:#a32d08}
@media(prefers-color-scheme:dark){:root{--ink:#f4edf1;--soft:#c9bcc4;--page:#181216;--card:#211920;--line:#3d3039;--brand:#e9a0c6;--on:#2b0a1c;--good:#73cfd7;--late:#ff9d7a}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:17px/1.6 "Noto Sans","Noto Sans Thai","Noto Sans Lao","Noto Sans Khmer",system-ui,sans-serif}
[lang=th]{line-height:1.7}[lang=lo],[lang=km]{line-height:1.85}main{max-width:44rem;margin:0 auto;padding:1rem 1rem 4rem}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem}nav a,a{color:var(--brand)}nav a{padding:.5rem 0;min-height:44px;min-width:44px}nav a[aria-current]{color:var(--ink);font-weight:650;text-decoration:none}
h1{font-size:1.5rem;line-height:1.4;margin:.5rem 0}h2{font-size:1.15rem;line-height:1.4;margin:0 0 .3rem}.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1rem 1.2rem;margin:0 0 1rem}
.dim{color:var(--soft);font-size:.9rem}.state{font-weight:650}.state.fixed{color:var(--good)}.state.open,.state.watching{color:var(--late)}.words{white-space:pre-line;overflow-wrap:anywhere}
button{font:inherit;font-weight:650;min-height:48px;padding:.5rem 1.6rem;border:0;border-radius:10px;background:var(--brand);color:var(--on);cursor:pointer}button:focus-visible,a:focus-visible{outline:3px solid var(--ink);outline-offset:2px}`
