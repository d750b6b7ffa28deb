/** Of a rule's page: the theme's own colours, also in high contrast, where borders stand for backgrounds. */
export const style = `
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.25rem 1.5rem 3rem; color: var(--vscode-foreground); background: var(--vscode-editor-background); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); font-weight: var(--vscode-font-weight); line-height: 1.5; overflow-wrap: anywhere; }
h1 { font-size: 1.6em; font-weight: 600; line-height: 1.3; margin: 0 0 .5rem; }
h2 { font-size: 1.1em; font-weight: 600; margin: 2rem 0 .5rem; }
p { margin: .4rem 0; max-width: 46rem; }
.lead { font-size: 1.1em; margin: .75rem 0; }
a { color: var(--vscode-textLink-foreground); text-decoration: none; }
a:hover { color: var(--vscode-textLink-activeForeground); text-decoration: underline; }
a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
code, pre { font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size); }
code { color: var(--vscode-textPreformat-foreground); background: var(--vscode-textPreformat-background); border-radius: 3px; padding: 0 .25em; }
ul { margin: .25rem 0; padding-left: 1.25rem; } li { margin: .15rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.25rem; margin: 1rem 0 0; max-width: 52rem; }
dt { color: var(--vscode-descriptionForeground); } dd { margin: 0; }
.severity { font-weight: 600; border: 1px solid currentColor; border-radius: 1em; padding: 0 .65em; }
.critical, .high { color: var(--vscode-problemsErrorIcon-foreground); }
.medium { color: var(--vscode-problemsWarningIcon-foreground); }
.low { color: var(--vscode-problemsInfoIcon-foreground); }
.quiet { color: var(--vscode-descriptionForeground); }
.findings { list-style: none; padding: 0; }
.findings li { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; padding: .2rem 0; border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
.findings .what { flex: 1 1 20rem; }
.forms { display: flex; flex-wrap: wrap; gap: 1rem; }
figure { flex: 1 1 24rem; min-width: 0; margin: 0; border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); border-radius: 4px; overflow: hidden; }
figcaption { padding: .3rem .75rem; font-weight: 600; border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
pre { margin: 0; padding: .4rem 0; overflow-x: auto; line-height: 1.45; tab-size: 2; }
pre code { display: block; width: max-content; min-width: 100%; padding: 0; background: none; color: var(--vscode-editor-foreground); }
.line { display: block; padding: 0 .75rem 0 2rem; position: relative; min-height: 1.45em; text-decoration: none; white-space: pre; border: 0 dashed transparent; }
.line::before { position: absolute; left: .75rem; }
del.line { background: var(--vscode-diffEditor-removedLineBackground, var(--vscode-diffEditor-removedTextBackground)); }
ins.line { background: var(--vscode-diffEditor-insertedLineBackground, var(--vscode-diffEditor-insertedTextBackground)); }
del.line::before { content: "-"; } ins.line::before { content: "+"; }
.vscode-high-contrast del.line, .vscode-high-contrast ins.line { border-width: 1px; border-color: var(--vscode-contrastActiveBorder, var(--vscode-contrastBorder)); }
.gap { opacity: .5; }
.comment { color: var(--vscode-descriptionForeground); font-style: italic; }
.keyword { color: var(--vscode-debugTokenExpression-boolean); }
.name { color: var(--vscode-debugTokenExpression-name); }
.number { color: var(--vscode-debugTokenExpression-number); }
.text { color: var(--vscode-debugTokenExpression-string); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0; border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
th { font-weight: 600; }
th[scope="row"] { white-space: nowrap; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 52rem) { .gap { display: none; } }
`;
