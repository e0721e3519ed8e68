/** Rules of reports beside those of every page. Colours of parts and marks have 3:1 against the paper, light and dark (WCAG 2.2, 1.4.11). */
export const REPORT_STYLE = `main{max-width:66rem}
:root{--good:#0b5394;--fair:#5b7fb0;--late:#b45309;--bad:#a3160f;--open:#5f6b76;--held:#75808a;--on:#fff}
@media (prefers-color-scheme:dark){:root{--good:#7db8f5;--fair:#5f8fc4;--late:#f0a43c;--bad:#ff8a80;--open:#a3aeb8;--held:#86919b;--on:#12161b}}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(13rem,45%),1fr));gap:.75rem;margin:1.5rem 0;padding:0}
.facts>div{background:var(--soft);border-radius:.5rem;padding:.75rem 1rem;display:flex;flex-direction:column-reverse;justify-content:flex-end}
.facts dd{margin:0;font-size:1.6rem;font-weight:700;line-height:1.2}
.facts dt{margin:0;font-size:1rem}
figure{margin:1rem 0}
.wide{overflow-x:auto;max-width:100%}
.wide svg{display:block;width:100%;min-width:44rem;height:auto;font:13px system-ui,sans-serif}
svg text{fill:var(--ink)}
.patterns{position:absolute}
.grid{stroke:var(--line);stroke-width:.6;stroke-dasharray:2 3}
.stripe{fill:var(--soft)}
.stretch{fill:var(--line)}
.tick{stroke:var(--ink);stroke-width:2.5}
.m-dot,.m-square{fill:var(--good);stroke:var(--paper)}
.m-ring{fill:var(--paper);stroke:var(--good);stroke-width:2.5}
.m-diamond{fill:var(--late);stroke:var(--paper)}
.limit{stroke-width:2}
.limit.amber{stroke:var(--late);stroke-dasharray:6 3}
.limit.red{stroke:var(--bad)}
.part{stroke:var(--ink);stroke-width:.6}
.part.good{fill:var(--good)}
${['fair', 'late', 'bad', 'open', 'held'].map((kind) => `.part.${kind}{fill:url(#p-${kind})}.b-${kind}{fill:var(--${kind})}`).join('\n')}
.p-line{stroke:var(--on);stroke-width:1.3;fill:none}
.p-dot{fill:var(--on)}
svg .noted{fill:var(--quiet)}
table{overflow-wrap:normal;border-collapse:collapse;width:100%;font-size:1rem;font-variant-numeric:tabular-nums}
th,td{border-bottom:1px solid var(--line);padding:.35rem .4rem;text-align:left;vertical-align:top}
thead th{vertical-align:bottom;border-bottom-width:2px}
tbody th{font-weight:600;min-width:6.5rem}
thead th::first-letter{text-transform:uppercase}
.code{white-space:nowrap}
.top{max-width:66rem}
.row{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
@media screen and (max-width:40rem){.table table,.table tbody,.table tr{display:block}
.table thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.table{position:relative}
.table tr{padding:.5rem 0;border-top:1px solid var(--line)}
.table tr>*{display:block;padding:.1rem 0;border:0}
.table td{display:grid;grid-template-columns:9rem minmax(0,1fr);gap:.5rem}
.table td.n{text-align:left}
.table td::before{content:attr(data-head);color:var(--quiet);overflow-wrap:anywhere}
.table td:has(>div:empty){display:none}
.table .code{white-space:normal}}
th.n,td.n{text-align:right}
td.n{white-space:nowrap}
tr.sum>*{font-weight:700}
code{font-size:.95em}
.colour{white-space:nowrap;font-weight:600}
.colour::before{content:"";display:inline-block;width:.75em;height:.75em;margin-right:.4em;border:1px solid var(--ink)}
.colour.green::before{background:var(--good);border-radius:50%}
.colour.amber::before{background:var(--late)}
.colour.red::before{background:var(--bad);transform:rotate(45deg)}
@page{size:A4 landscape;margin:14mm}
@media print{body{font-size:10pt}:root{--good:#0b5394;--fair:#5b7fb0;--late:#b45309;--bad:#a3160f;--open:#5f6b76;--held:#75808a;--on:#fff;--line:#555}
.wide{overflow:visible}.wide svg{min-width:0}.part,.stripe,.colour::before,svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}
section{break-inside:auto}h2{break-after:avoid}figure,tr{break-inside:avoid}thead{display:table-header-group}.links{display:none}.facts>div{border:1px solid #555}}
`;
