/** Of the report: light and dark as the reader's system is, black on white in print; no image, no font, no script. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #fff; --text: #1b1f24; --quiet: #57606a; --line: #d0d7de; --raised: #f6f8fa;
  --violated: #b3261e; --accepted: #7a4d00; --by-hand: #0b57d0; --cannot-tell: #6b3fa0; --met: #1a6b2f; --nothing: #57606a; --not-read: #57606a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --text: #e6edf3; --quiet: #9ea7b3; --line: #30363d; --raised: #161b22;
    --violated: #ff8a80; --accepted: #e3b341; --by-hand: #79b8ff; --cannot-tell: #c8a8ff; --met: #6fdd8b; --nothing: #9ea7b3; --not-read: #9ea7b3;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.35rem; margin: 3rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
h3 { font-size: 1.05rem; margin: 0; display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
h4 { font-size: 1rem; font-weight: 600; margin: 1rem 0 .25rem; }
p { margin: .5rem 0; }
a { color: inherit; }
:focus-visible { outline: 2px solid var(--by-hand); outline-offset: 2px; }
code { font: .9em ui-monospace, monospace; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 0 1rem; }
dt { color: var(--quiet); } dd { margin: 0; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
caption { text-align: left; color: var(--quiet); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); }
th { white-space: nowrap; }
th[scope="row"] { font-weight: 600; }
td.count { text-align: right; font-variant-numeric: tabular-nums; }
.claim { border-left: 4px solid var(--line); padding: .25rem 0 .25rem 1rem; }
.standing { font-weight: 600; white-space: nowrap; }
.standing::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .45em; border: 2px solid currentColor; border-radius: 50%; }
.violated::before, .met::before { background: currentColor; }
.violated { color: var(--violated); } .accepted { color: var(--accepted); } .by-hand { color: var(--by-hand); }
.cannot-tell { color: var(--cannot-tell); } .met { color: var(--met); } .nothing { color: var(--nothing); } .not-read { color: var(--not-read); }
.violated::before, .accepted::before { border-radius: 0; }
article { border: 1px solid var(--line); border-radius: 6px; padding: .9rem 1.1rem; margin: 1rem 0; }
article > .title, .where, .remark, .rules { color: var(--quiet); }
.remark, .rules { font-size: .95em; }
.said { margin: .35rem 0 .1rem; font-weight: 600; font-size: .95em; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; top: .5rem; background: var(--page); padding: .25rem .5rem; }
@media print {
  :root { color-scheme: light; --page: #fff; --text: #000; --quiet: #444; --line: #999; --raised: #fff; --violated: #8c1d18; --accepted: #5c3a00; --by-hand: #0842a0; --cannot-tell: #4a2c70; --met: #0f4a20; --nothing: #444; --not-read: #444; }
  @page { margin: 18mm 16mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2 { break-before: page; } h2:first-of-type { break-before: auto; }
  h3, h4, .said { break-after: avoid; } li, tr { break-inside: avoid; }
  .standing::before { print-color-adjust: exact; }
  .skip, nav { display: none; }
}
`;
