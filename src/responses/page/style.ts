import { accentOn } from '#core/surveys/colour.ts'

const light = { page: '#F8F3F1', surface: '#FFFFFF' }
const dark = { page: '#181216', surface: '#211920' }

const LIGHT = `--p:${light.page};--s:${light.surface};--i:#271A22;--j:#574954;--l:#E2D8D8;--k:#8C7C82;--g:#E3A320;--e:#A32D08`
const DARK = `--p:${dark.page};--s:${dark.surface};--i:#F4EDF1;--j:#C9BCC4;--l:#3D3039;--k:#8D7E88;--g:#F0B63A;--e:#FF9D7A`

/** The accent is read on page and surface; of the two the page is the nearer to it in both themes. */
const accent = (background: string, chosen: string) => {
  const { accent, on } = accentOn(background, chosen)
  return `--b:${accent};--o:${on};--t:color-mix(in srgb,${accent} 14%,var(--s))`
}

const fixed = `*{box-sizing:border-box}body{margin:0;background:var(--p);color:var(--i);font:17px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif;overflow-wrap:anywhere}
:lang(th){line-height:1.7}:lang(lo){line-height:1.8;font-family:"Noto Sans Lao","Lao Sangam MN","Leelawadee UI",system-ui,sans-serif}:lang(km){line-height:1.9;font-family:"Noto Sans Khmer","Khmer OS","Khmer Sangam MN","Leelawadee UI",system-ui,sans-serif}
.hem{display:block;width:100%;height:8px;background:repeating-linear-gradient(90deg,var(--b) 0 12px,var(--g) 12px 15px,var(--b) 15px 18px,var(--g) 18px 20px)}
main{max-width:560px;margin:0 auto;padding:18px 20px 48px}.top{display:flex;flex-wrap:wrap;justify-content:space-between;gap:4px 16px;font-size:15px}.top b{font-weight:600;padding:8px 0}
a{color:var(--b);text-underline-offset:.22em;display:inline-block;padding:8px 4px}h1{font-size:1.5em;line-height:inherit;font-weight:640;margin:20px 0 4px;text-wrap:balance}h1:focus{outline:0}
p{margin:0;color:var(--j)}.pre{white-space:pre-line}fieldset{border:0;margin:26px 0 0;padding:0;min-width:0}legend,.l{font-weight:600;font-size:18px;padding:0;margin:0 0 8px;display:block}.m{font-weight:400;font-size:15px;color:var(--j)}.h{margin:-4px 0 8px}
.pts{display:grid;gap:6px}.pts label,.c label{position:relative;display:flex;align-items:center;background:var(--s);border:1px solid var(--k);border-radius:10px;cursor:pointer}
.pts label{justify-content:center;min-height:48px;font-weight:600;text-align:center;padding:4px 2px}.pts input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.pts label:has(:checked){background:var(--b);border-color:var(--b);color:var(--o)}.pts label.on{color:var(--b)}.pts svg{width:34px;height:34px;fill:none;stroke:currentColor;stroke-width:2.4;stroke-linecap:round}.y{font-size:26px;line-height:1.4}
.star label{border-color:transparent;background:none;font-size:36px;line-height:1.2;color:var(--k)}.pts.star label:has(:checked),.star:not(.up) label:has(~label :checked),.star.up label:has(:checked)~label{background:none;border-color:transparent;color:var(--b)}
.ends{display:flex;justify-content:space-between;gap:16px;font-size:15px;margin-top:6px}.ends span+span{text-align:end}
.c label{gap:14px;min-height:50px;padding:6px 16px}.c label+label,.c label+.other{margin-top:8px}.c label:has(:checked){background:var(--t);border-color:var(--b);font-weight:600}.c input[type=radio],.c input[type=checkbox]{width:22px;height:22px;margin:0;flex:none;accent-color:var(--b)}.mx{margin-top:14px}.mx legend{font-size:16px}.mx .c{display:grid;grid-template-columns:repeat(auto-fit,minmax(96px,1fr));gap:6px}.mx .c label{margin:0;padding:4px 10px;gap:8px}
textarea,select,input[type=text],input[type=number],input[type=date],input[type=file]{width:100%;min-height:50px;padding:10px 14px;font:inherit;color:inherit;background:var(--s);border:1px solid var(--k);border-radius:10px}textarea{min-height:112px;resize:vertical;display:block}.rk+.rk{margin-top:8px}section{margin-top:26px}.rk{display:grid;grid-template-columns:1fr 5.5em;gap:8px;align-items:center}
.go{display:flex;gap:12px;margin-top:28px}button{flex:1;min-height:52px;padding:8px 16px;font:inherit;font-weight:640;color:var(--o);background:var(--b);border:1px solid var(--b);border-radius:10px;cursor:pointer}button.w{flex:none;color:var(--b);background:none}
progress{width:100%;height:6px;margin-top:14px;accent-color:var(--b)}.err{color:var(--e);font-weight:600;margin:0 0 8px}[role=alert],[role=status]:not(:empty){margin-top:16px;padding:12px 16px;border:1px solid currentColor;border-radius:10px;color:var(--e)}[role=status]{color:var(--j)}
:focus-visible,label:has(:focus-visible){outline:3px solid var(--i);outline-offset:2px}label :focus-visible{outline:0}.v{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.hp{position:absolute;inset-inline-start:-999em}
@media(forced-colors:active){label:has(:checked){outline:3px solid Highlight}}`

/** How many stand in one line; on a phone half of a long scale, so that a thumb finds each. */
const columns = (count: number) =>
  `.n${count}{grid-template-columns:repeat(${count},1fr)}${count > 7 ? `@media(max-width:519px){.n${count}{grid-template-columns:repeat(${Math.ceil(count / 2)},1fr)}}` : ''}`

/** The page's only style sheet. `counts`: the lengths of the scales on it. */
export const styleOf = (chosen: string, counts: readonly number[]): string =>
  `:root{color-scheme:light dark;${LIGHT};${accent(light.page, chosen)}}@media(prefers-color-scheme:dark){:root{${DARK};${accent(dark.surface, chosen)}}}
${fixed}${[...new Set(counts)].map(columns).join('')}`
