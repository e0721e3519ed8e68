/** The look of every page: system fonts, light and dark, readable on a phone and on paper. Contrasts are AA (WCAG 2.2, 1.4.3). */
export const PAGE_STYLE = `:root{color-scheme:light dark;--ink:#15191e;--paper:#fff;--soft:#f1f4f7;--line:#6b7680;--link:#0b4f9e;--act:#0b4f9e;--on-act:#fff;--bad:#a3160f;--quiet:#475059}
@media (prefers-color-scheme:dark){:root{--ink:#edf0f3;--paper:#12161b;--soft:#1e242b;--line:#8a96a1;--link:#9cc8ff;--act:#9cc8ff;--on-act:#0b1b2e;--bad:#ff9d94;--quiet:#b9c2cb}}
*{box-sizing:border-box}
body{font:1.125rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0;overflow-wrap:anywhere}
main,.top,.foot{max-width:46rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0 1rem}
h2{font-size:1.25rem;line-height:1.3;margin:2rem 0 .75rem}
h3{font-size:1.125rem;line-height:1.35;margin:0 0 .25rem}
a{color:var(--link)}
img{max-width:100%;height:auto}
.top{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:center;border-bottom:1px solid var(--line);padding-block:.5rem}
.top a,.foot a{display:inline-block;padding:.4rem 0}
.brand{font-weight:700;font-size:1.25rem;text-decoration:none}
[aria-current]{font-weight:700}
.skip{position:absolute;left:-99rem}
.skip:focus{position:static}
.foot{border-top:1px solid var(--line);margin-top:2rem;color:var(--quiet);font-size:1rem}
.quiet{color:var(--quiet)}
.box{background:var(--soft);border-radius:.5rem;padding:1rem;margin:1rem 0}
.box>:first-child{margin-top:0}
.box>:last-child{margin-bottom:0}
.mark{border:.2rem solid currentColor;border-radius:.3rem;padding:.5rem 1rem;font-weight:700}
label,legend{font-weight:600}
.field{margin:0 0 1.5rem}
fieldset.field{border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem}
.field>label:not(.choice){display:block;margin-bottom:.25rem}
.hint{color:var(--quiet);margin:.1rem 0 .4rem;font-size:1rem}
.bad{color:var(--bad);font-weight:600;margin:.25rem 0}
.choice{display:flex;gap:.75rem;align-items:flex-start;padding:.4rem 0;font-weight:400}
.choice input{flex:none;width:1.4rem;height:1.4rem;margin:.1rem 0 0}
input,textarea,select,button{font:inherit;color:inherit}
input:not([type=checkbox],[type=radio]),textarea,select{width:100%;padding:.6rem .75rem;border:1px solid var(--line);border-radius:.4rem;background:var(--paper)}
[aria-invalid=true]{border:2px solid var(--bad)!important}
button{background:var(--act);border:1px solid var(--act);border-radius:.4rem;color:var(--on-act);cursor:pointer;font-weight:600;min-height:3rem;padding:.6rem 1.25rem}
button.plain{background:none;color:var(--link)}
pre{white-space:pre-wrap}
:focus-visible{outline:3px solid #d97706;outline-offset:2px}
@media print{:root{--ink:#000;--paper:#fff;--soft:#fff;--quiet:#000;--link:#000}.top,.foot,form,.skip{display:none}main{max-width:none;padding:0}section,article,li{break-inside:avoid}}
`;
