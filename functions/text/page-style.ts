/** Colours keep a contrast of 4.5 to 1 in light and dark, as in the mails. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ink: #1d2228; --quiet: #59626d; --line: #d5d9df; --edge: #7b8591; --paper: #fff; --back: #f1f3f5; --soft: #f6f7f9;
  --late: #a61b1f; --soon: #7a4d00; --good: #1c6b35; --link: #0b5cad; --act: #a61b1f; --band: #a61b1f; --gold: #f2c230;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e7ebf0; --quiet: #a3adb8; --line: #3b424c; --edge: #8994a0; --paper: #1a1f26; --back: #0f1318; --soft: #232a33;
    --late: #ff9a92; --soon: #f0bf5c; --good: #7fd49b; --link: #8ec3f5; --act: #b3262b; --band: #7c1316; --gold: #b48f1f;
  }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, Arial, sans-serif }
header { background: var(--band); border-bottom: 3px solid var(--gold); color: #fff; padding: .75rem 1rem; font-weight: 700 }
main { max-width: 70rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.4rem; line-height: 1.3; margin: .25rem 0 .75rem }
h2 { font-size: 1.1rem; line-height: 1.35; margin: 0 0 .75rem }
p { margin: 0 0 .75rem; max-width: 46rem }
a { color: var(--link) }
ul { margin: 0; padding: 0; list-style: none }
.quiet { color: var(--quiet); font-size: .9rem }
.sheet { background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: 1rem; margin: 0 0 1rem; min-width: 0 }
.notice { border-left: 4px solid var(--late) }
.notice ul { list-style: disc; padding-left: 1.25rem }
fieldset.sheet { display: block }
legend { float: left; width: 100%; font-size: 1.1rem; font-weight: 700; line-height: 1.35; margin-bottom: .75rem; padding: 0 }
legend + * { clear: both }
label { cursor: pointer }
input[type=checkbox], input[type=radio] { flex: none; width: 1.25rem; height: 1.25rem; margin: .15rem 0 0; accent-color: var(--act) }
.case, .choice label.head, .all { display: flex; gap: .75rem; align-items: flex-start }
.case, .all { padding: .75rem 0; border-top: 1px solid var(--line) }
.all { font-weight: 600; background: var(--soft); border: 1px solid var(--line); border-radius: 4px; padding: .75rem; margin: 0 0 .5rem }
.case > span { min-width: 0; overflow-wrap: anywhere }
.case span span { display: block }
.all + .case { border-top: 0 }
.code { font-weight: 700 }
.late { color: var(--late); font-weight: 600 }
.soon { color: var(--soon); font-weight: 600 }
.good { color: var(--good) }
.choice + .quiet { margin-top: .75rem }
.choice { padding: .6rem 0; border-top: 1px solid var(--line) }
.choice label.head { font-weight: 600 }
.more { padding: .5rem 0 .25rem 2rem }
@supports selector(:has(*)) { .choice:not(:has(input[type=radio]:checked)) .more { display: none } }
.more label { display: block; margin: 0 0 .25rem }
.more input, .more select, .more textarea {
  font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: 4px;
  padding: .5rem .6rem; margin: 0 0 .75rem; width: 100%; max-width: 30rem; display: block
}
.more input[type=number] { width: 6rem }
.more input[type=date] { width: 12rem }
.more textarea { min-height: 5.5rem; resize: vertical }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
button, .button {
  display: inline-block; font: inherit; font-weight: 700; color: #fff; background: var(--act); border: 0; border-radius: 4px;
  padding: .75rem 1.5rem; min-height: 3rem; cursor: pointer; text-decoration: none
}
button { width: 100% }
.caption { margin: 1.25rem 0 .5rem }
.items { list-style: disc; padding-left: 1.25rem }
.heading { margin-top: 2rem }
.scroll { overflow-x: auto }
.figures { border-collapse: collapse; font-size: .95rem }
.figures th { text-align: left; vertical-align: bottom; font-size: .85rem; color: var(--quiet); background: var(--soft); padding: .5rem }
.figures .numberHead { text-align: right; min-width: 3.25rem }
.figures td { border-top: 1px solid var(--line); padding: .4rem .5rem; vertical-align: top }
.figures .label { min-width: 9rem }
.figures .figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
.tiles, .tiles tbody, .tiles tr { display: block }
.tiles tr { display: flex; flex-wrap: wrap; gap: 1rem; margin: 0 0 1rem }
.tile { flex: 1 1 14rem; background: var(--paper); border: 1px solid var(--line); border-left: 4px solid var(--late); border-radius: 6px; padding: .75rem 1rem }
.tileValue { font-size: 2rem; line-height: 1.2; color: var(--late) }
.tileNote { color: var(--quiet); font-size: .9rem }
.plain { max-width: 40rem; margin: 2rem auto }
footer { color: var(--quiet); font-size: .9rem; margin: 0 0 1rem; max-width: 46rem }
@media (min-width: 60rem) {
  main { padding: 1.5rem }
  form { display: grid; grid-template-columns: minmax(0, 1fr) 25rem; gap: 1rem; align-items: start }
  .answer { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow: auto }
  .jump { display: none }
}
`
