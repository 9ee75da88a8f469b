"""How the page of a report looks, on a screen and on paper."""

from __future__ import annotations

STYLE = """\
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5b6675; --page: #fbfbf9; --line: #d9dde3;
  --right: #d8efdf; --partly: #f7ecc9; --wrong: #f6dcd8; --bar: #3465a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #9aa5b4; --page: #14181f; --line: #2c3440;
  --right: #1d4a2e; --partly: #4d431c; --wrong: #562822; --bar: #7aa6dc; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); max-width: 64rem;
  margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .3rem; white-space: pre-line; }
p { margin: 0 0 .4rem; } .note { color: var(--soft); text-align: left; }
table { border-collapse: collapse; margin: .3rem 0 .8rem; } thead th { border-bottom: 2px solid var(--line); }
th { text-align: left; font-weight: normal; color: var(--soft); vertical-align: bottom; overflow-wrap: normal; }
tbody th { color: inherit; vertical-align: top; overflow-wrap: anywhere; }
th, td { padding: .2rem .7rem .2rem 0; border-bottom: 1px solid var(--line); }
td { vertical-align: top; } .n { text-align: right; font-variant-numeric: tabular-nums; } td.n { white-space: nowrap; }
.who { min-width: 5rem; }
.chosen { width: 100%; max-width: 48rem; } .chosen th.n { width: 4.5rem; padding-left: .4rem; }
.chosen tbody th { font-weight: bold; padding-top: .6rem; } .chosen .note { display: block; }
.bar { display: block; width: 100%; max-width: 24rem; height: .35rem; margin: .15rem 0; }
.grid td, .grid thead th { text-align: center; padding: .2rem .45rem; }
.right { background: var(--right); } .partly { background: var(--partly); } .wrong { background: var(--wrong); }
.key { font-weight: bold; }
@media screen and (max-width: 44rem) {
  .cards, .cards tbody, .cards tr { display: block; }
  .cards thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .cards tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
  .cards td { display: inline-block; border: 0; padding: 0 .9rem 0 0; min-width: 0; text-align: left; }
  .cards td::before { content: attr(data-of) " "; color: var(--soft); }
  .cards td:nth-child(2) { font-weight: bold; } .cards td:nth-child(2)::before { content: none; }
  .grid { font-size: .8rem; }
  .grid td, .grid thead th { padding: .2rem .15rem; } .grid tbody th { padding-right: .3rem; }
  .chosen thead th { font-size: .85rem; } .chosen th.n { width: 3.1rem; } .chosen .n { padding-right: .3rem; }
}
@page { size: A4; margin: 15mm; }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --page: #fff; --line: #bbb; --right: #d8efdf;
  --partly: #f7ecc9; --wrong: #f6dcd8; --bar: #3465a4; }
  body { font-size: 10pt; max-width: none; padding: 0; }
  .cards { font-size: 8pt; } .cards th, .cards td { padding-right: .4rem; } .who { min-width: 3.2rem; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  thead { display: table-header-group; } tr, .question { break-inside: avoid; } h2, h3 { break-after: avoid; } }
"""
